package dev.fjord.benchmarks.suite;

import dev.fjord.benchmarks.suite.Section.Need;
import java.util.ArrayList;
import java.util.List;

/** Executor x style x endpoint x calls in flight, for RPC and notifications, on both wires. */
public final class Matrix {
  private static final String TIMING = "window=500 warmMin=4 warmMax=10 measure=1000";
  private static final String ALL_LOADS = "async:1 async:64 async:1000 async:10000";

  private Matrix() {}

  /** An executor with a style of method; asynchronous methods only is what async accepts. */
  private enum Combination {
    BLOCKING_T("blocking", "blocking"),
    BLOCKING_STAGE("blocking", "async"),
    HYBRID_T("hybrid", "blocking"),
    HYBRID_STAGE("hybrid", "async"),
    ASYNC_STAGE("async", "async");

    private final String executor;
    private final String style;

    Combination(String executor, String style) {
      this.executor = executor;
      this.style = style;
    }

    String id() {
      return executor + (style.equals("async") ? "-stage" : "-T");
    }

    String title() {
      return executor + (style.equals("async") ? ", CompletionStage<T>" : ", T");
    }

    Row row(String subject, Endpoint endpoint, String more, String loads) {
      return Row.load(
          id() + "-" + endpoint.word(),
          title() + ", " + endpoint.title(),
          "subject="
              + subject
              + " executor="
              + executor
              + " style="
              + style
              + " work="
              + endpoint.word()
              + " maxInFlight=10000 heap=2g"
              + more,
          loads);
    }
  }

  /** A look at it, for the quick run. */
  static Section quick() {
    List<Row> rows = new ArrayList<>();
    for (Combination each : Combination.values()) {
      if (each != Combination.BLOCKING_STAGE) {
        rows.add(each.row("fjord-rpc", Endpoint.NOTHING, "", "async:64"));
        rows.add(each.row("fjord-rpc", Endpoint.WAIT, "", "async:1000"));
      }
    }
    return new Section("matrix-rpc", "RPC through the fake driver", Need.NOTHING, 1, TIMING, rows);
  }

  /** The cells that decide, in memory. */
  static Section deciding() {
    List<Row> rows = new ArrayList<>();
    for (Combination each : Combination.values()) {
      boolean ports = each != Combination.BLOCKING_STAGE && each != Combination.ASYNC_STAGE;
      boolean isPool = each == Combination.BLOCKING_STAGE;
      rows.add(
          each.row("fjord-rpc", Endpoint.NOTHING, "", ports ? "async:1 async:64" : "async:64"));
      rows.add(
          each.row(
              "fjord-rpc", Endpoint.WAIT, "", isPool ? "async:1000" : "async:1000 async:10000"));
      rows.add(each.row("fjord-rpc", Endpoint.CPU, "", "async:64"));
      rows.add(each.row("fjord-rpc", Endpoint.MIXED, "", "async:1000"));
      if (ports) {
        rows.add(notification(each.row("fjord-notify", Endpoint.NOTHING, "", "async:64")));
        rows.add(notification(each.row("fjord-notify", Endpoint.WAIT, "", "async:1000")));
      }
    }
    return new Section(
        "matrix", "Executor, style, endpoint, calls in flight", Need.NOTHING, 1, TIMING, rows);
  }

  /** The cells that decide, over a broker: a warm-up there takes longer. */
  static Section decidingOverRabbit(String timing) {
    List<Row> rows = new ArrayList<>();
    for (Combination each : Combination.values()) {
      if (each != Combination.BLOCKING_STAGE) {
        rows.add(each.row("fjord-rpc", Endpoint.NOTHING, " url=rabbit", "async:64"));
        rows.add(each.row("fjord-rpc", Endpoint.WAIT, " url=rabbit", "async:1000"));
      }
    }
    return new Section("matrix-rabbit", "The same over RabbitMQ", Need.BROKER, 1, timing, rows);
  }

  /** All of it. */
  static List<Section> all() {
    return List.of(
        grid("matrix-rpc", "RPC through the fake driver", Need.NOTHING, "fjord-rpc", ""),
        grid("matrix-rabbit", "RPC over RabbitMQ", Need.BROKER, "fjord-rpc", " url=rabbit"),
        grid("matrix-notify", "Notifications, fake driver", Need.NOTHING, "fjord-notify", ""),
        grid(
            "matrix-notify-rabbit",
            "Notifications over RabbitMQ",
            Need.BROKER,
            "fjord-notify",
            " url=rabbit"));
  }

  private static Section grid(String id, String title, Need need, String subject, String wire) {
    List<Row> rows = new ArrayList<>();
    for (Combination each : Combination.values()) {
      for (Endpoint endpoint : Endpoint.values()) {
        rows.add(each.row(subject, endpoint, wire, ALL_LOADS));
      }
    }
    return new Section(id, title, need, 1, TIMING, rows);
  }

  private static Row notification(Row row) {
    return new Row(
        "notify-" + row.id(),
        row.title() + ", a notification",
        row.kind(),
        row.words(),
        row.loads());
  }
}
