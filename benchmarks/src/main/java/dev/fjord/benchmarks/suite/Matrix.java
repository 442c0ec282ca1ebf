package dev.fjord.benchmarks.suite;

import dev.fjord.benchmarks.suite.Section.Need;
import java.util.ArrayList;
import java.util.List;

/** Executor x style x endpoint x calls in flight, for RPC and notifications, on both wires. */
public final class Matrix {
  private static final String TIMING = "window=500 warmMin=4 warmMax=10 measure=1000";
  private static final List<String> WORKS = List.of("nothing", "wait", "cpu", "mixed");
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

    Row row(String subject, String work, String more, String loads) {
      return Row.load(
          id() + "-" + work,
          title(),
          "subject="
              + subject
              + " executor="
              + executor
              + " style="
              + style
              + " work="
              + work
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
        rows.add(each.row("fjord-rpc", "nothing", "", "async:64"));
        rows.add(each.row("fjord-rpc", "wait", "", "async:1000"));
      }
    }
    return new Section("matrix-rpc", "RPC through the fake driver", Need.NOTHING, 1, TIMING, rows);
  }

  /** The cells that decide. */
  static Section deciding() {
    List<Row> rows = new ArrayList<>();
    for (Combination each : Combination.values()) {
      boolean ports = each != Combination.BLOCKING_STAGE && each != Combination.ASYNC_STAGE;
      boolean isPool = each == Combination.BLOCKING_STAGE;
      rows.add(each.row("fjord-rpc", "nothing", "", ports ? "async:1 async:64" : "async:64"));
      rows.add(each.row("fjord-rpc", "wait", "", isPool ? "async:1000" : "async:1000 async:10000"));
      rows.add(each.row("fjord-rpc", "cpu", "", "async:64"));
      rows.add(each.row("fjord-rpc", "mixed", "", "async:1000"));
      if (!isPool) {
        rows.add(over("rabbit", each.row("fjord-rpc", "nothing", " url=rabbit", "async:64")));
        rows.add(over("rabbit", each.row("fjord-rpc", "wait", " url=rabbit", "async:1000")));
      }
      if (ports) {
        rows.add(over("notify", each.row("fjord-notify", "nothing", "", "async:64")));
        rows.add(over("notify", each.row("fjord-notify", "wait", "", "async:1000")));
      }
    }
    return new Section(
        "matrix", "Executor, style, endpoint, calls in flight", Need.BROKER, 1, TIMING, rows);
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
      WORKS.forEach(work -> rows.add(each.row(subject, work, wire, ALL_LOADS)));
    }
    return new Section(id, title, need, 1, TIMING, rows);
  }

  private static Row over(String wire, Row row) {
    return new Row(wire + "-" + row.id(), row.title(), row.kind(), row.words(), row.loads());
  }
}
