package dev.fjord.benchmarks.suite;

import dev.fjord.benchmarks.suite.Section.Need;
import java.util.List;
import java.util.stream.Stream;

/** The sections of each run. */
public final class Suite {
  private static final String LONG = "window=1000 warmMin=6 warmMax=30 measure=2000";
  private static final String SHORT = "window=500 warmMin=5 warmMax=20 measure=1500";
  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 2;

  private Suite() {}

  /** What is run. */
  public enum Mode {
    /** About three minutes on two cores, without a broker. */
    QUICK,
    /** Goals and matrix, about an hour on two cores. */
    STANDARD,
    /** Everything that others offer, at every load. */
    PEERS,
    /** The whole matrix. */
    GRID,
    /** AMQP 1.0 through Artemis. */
    AMQP
  }

  /** The sections of a run. */
  public static List<Section> of(Mode mode) {
    return switch (mode) {
      case QUICK ->
          List.of(
              memory(QUICK_ROUNDS, quickMemoryRows()),
              Dispatch.executors(QUICK_ROUNDS),
              Matrix.quick());
      case STANDARD ->
          List.of(
              memory(ROUNDS, memoryRows()),
              Dispatch.all(ROUNDS),
              endpoints(),
              rabbit(),
              notifications(ROUNDS),
              Matrix.deciding(),
              Matrix.decidingOverRabbit(LONG));
      case PEERS -> List.of(memory(ROUNDS, memoryRows()), rabbitPeers(), notifications(ROUNDS));
      case GRID -> Matrix.all();
      case AMQP -> List.of(artemis());
    };
  }

  private static Section memory(int rounds, List<Row> rows) {
    return new Section("memory", "RPC in memory, 64 in flight", Need.NOTHING, rounds, SHORT, rows);
  }

  private static List<Row> quickMemoryRows() {
    return List.of(
        netty("json", "100"),
        fjordFake("100"),
        vertx("json", "100"),
        Row.load(
            "grpc-100", "gRPC in-process, default executors, 100 B", "subject=grpc", "async:64"));
  }

  private static List<Row> memoryRows() {
    return Stream.concat(
            quickMemoryRows().stream(),
            Stream.of(
                vertx("string", "100"),
                fjordFake("1024"),
                vertx("json", "1024"),
                netty("json", "1024")))
        .toList();
  }

  private static Row netty(String body, String size) {
    return Row.load(
        "netty-" + body + "-" + size,
        "limit: two Netty loops" + (body.equals("json") ? " and Jackson, " : ", ") + size + " B",
        "subject=netty body=" + body + " size=" + size,
        "async:64");
  }

  private static Row vertx(String body, String size) {
    return Row.load(
        "vertx-" + body + "-" + size,
        "Vert.x event bus, " + (body.equals("json") ? "JsonObject" : "String") + ", " + size + " B",
        "subject=vertx body=" + body + " size=" + size,
        "async:64");
  }

  private static Row fjordFake(String size) {
    return Row.load(
        "fjord-" + size,
        "Fjord, fake driver, hybrid, CompletionStage<T>, " + size + " B",
        "subject=fjord-rpc executor=hybrid style=async size=" + size,
        "async:64");
  }

  private static Section endpoints() {
    String waiting = "subject=fjord-rpc style=blocking work=wait";
    String quiet = "subject=fjord-rpc executor=hybrid style=async maxInFlight=2048";
    return new Section(
        "endpoints",
        "Endpoints that wait 10 ms, through the fake driver",
        Need.NOTHING,
        ROUNDS,
        SHORT,
        List.of(
            Row.load(
                "blocking-wait", "blocking(64), T", waiting + " executor=blocking", "async:1000"),
            Row.load("hybrid-wait", "hybrid, T", waiting + " executor=hybrid", "async:1000"),
            Row.load(
                "alone-wait",
                "hybrid alone, T, 10,000 in flight",
                "subject=executor-alone executor=hybrid style=blocking work=wait"
                    + " maxInFlight=10000 heap=2g",
                "async:10000"),
            Row.load("stage-quiet", "hybrid, CompletionStage<T>, alone", quiet, "open:10000"),
            Row.load(
                "stage-beside",
                "hybrid, CompletionStage<T>, while 1,000 blocking methods wait",
                quiet + " background=1000",
                "open:10000")));
  }

  private static Section rabbit() {
    String half = " " + Row.HALF_THE_LIMIT;
    return new Section(
        "rabbit",
        "RPC over RabbitMQ, 100 B",
        Need.BROKER,
        ROUNDS,
        LONG,
        List.of(
            raw("oslo", "async:1024 async:64 async:1" + half),
            fjordRabbit("oslo", "async:1024 async:64 async:1" + half),
            raw("fast", "async:1024 async:64 async:1" + half),
            fjordRabbit("fast", "async:1024 async:64 async:1 platform:64" + half),
            raw("plain", "async:1024 async:64"),
            springTemplate("platform:64"),
            springAsync("direct", "async:64"),
            springAsync("queue", "async:64"),
            Row.python("oslo-64", "Python oslo.messaging, 64 threads", "rpc", 64),
            Row.python("oslo-1", "Python oslo.messaging, 1 thread", "rpc", 1)));
  }

  private static Section rabbitPeers() {
    String all = "async:1024 async:64 async:1";
    return new Section(
        "rabbit-peers",
        "RPC over RabbitMQ, every peer",
        Need.BROKER,
        ROUNDS,
        LONG,
        List.of(
            raw("oslo", all),
            overNetty(raw("oslo", all)),
            fjordRabbit("oslo", all),
            raw("fast", all),
            overNetty(raw("fast", all)),
            fjordRabbit("fast", all + " platform:64 virtual:1024"),
            raw("plain", all),
            Row.load(
                "rpc-client",
                "RabbitMQ client's RpcClient",
                peer("rabbit-rpc-client"),
                "platform:64 platform:1"),
            springTemplate("platform:64 platform:1").with("channels=1100"),
            springAsync("direct", all),
            springAsync("queue", all),
            larger(raw("oslo", "async:64")),
            larger(fjordRabbit("oslo", "async:64")),
            larger(raw("fast", "async:64")),
            larger(fjordRabbit("fast", "async:64")),
            larger(springAsync("queue", "async:64")),
            Row.python("oslo-64", "Python oslo.messaging, 64 threads", "rpc", 64),
            Row.python("oslo-1", "Python oslo.messaging, 1 thread", "rpc", 1)));
  }

  /** The peer comes first, in the place of a limit: nobody does this by hand. */
  private static Section artemis() {
    String loads = "async:1024 async:64 async:1 platform:64";
    return new Section(
        "amqp",
        "RPC over AMQP 1.0 through Artemis, 100 B",
        Need.ARTEMIS,
        ROUNDS,
        LONG,
        List.of(
            Row.load(
                "qpid-jms",
                "Qpid JMS, JSON by hand, temporary queue",
                peer("qpid-jms") + " jars=qpid-jms",
                loads),
            Row.load(
                "fjord",
                "Fjord, hybrid, CompletionStage<T>",
                "subject=fjord-rpc executor=hybrid style=async url=amqp",
                loads),
            Row.load(
                "fjord-async",
                "Fjord, async, CompletionStage<T>",
                "subject=fjord-rpc executor=async style=async url=amqp",
                loads)));
  }

  private static Row overNetty(Row row) {
    return new Row(
            row.id() + "-netty",
            row.title() + ", over the client's Netty transport",
            row.kind(),
            row.words(),
            row.loads())
        .with("transport=netty");
  }

  private static Row larger(Row row) {
    return new Row(
            row.id() + "-1024", row.title() + ", 1 KiB", row.kind(), row.words(), row.loads())
        .with("size=1024");
  }

  private static Section notifications(int rounds) {
    return new Section(
        "notify",
        "Notifications over RabbitMQ with confirms, 100 B, 1,024 unconfirmed",
        Need.BROKER,
        rounds,
        LONG,
        List.of(
            Row.load(
                "raw",
                "limit: raw client, asynchronous confirms",
                peer("raw-publish"),
                "async:1024"),
            Row.load(
                "fjord",
                "Fjord Notifier, profile oslo",
                "subject=fjord-notify executor=hybrid style=async until=confirmed url=rabbit",
                "async:1024"),
            Row.load(
                "spring", "Spring AMQP, correlated confirms", peer("spring-publish"), "async:1024"),
            Row.python("oslo", "Python oslo.messaging Notifier, 1 thread", "notify", 1)));
  }

  private static Row raw(String profile, String loads) {
    String what =
        switch (profile) {
          case "oslo" -> "limit: raw client, guarantees and bytes of oslo";
          case "fast" -> "limit: raw client, guarantees and bytes of fast";
          default -> "limit: raw client, bare bytes";
        };
    return Row.load("raw-" + profile, what, peer("raw-rpc") + " profile=" + profile, loads);
  }

  private static Row fjordRabbit(String guarantees, String loads) {
    return Row.load(
        "fjord-" + guarantees,
        "Fjord, profile " + guarantees,
        "subject=fjord-rpc executor=hybrid style=async url=rabbit guarantees=" + guarantees,
        loads);
  }

  private static Row springTemplate(String loads) {
    return Row.load(
        "spring-template",
        "Spring AMQP RabbitTemplate, direct reply-to",
        peer("spring-rpc"),
        loads);
  }

  private static Row springAsync(String replies, String loads) {
    return Row.load(
        "spring-async-" + replies,
        "Spring AMQP AsyncRabbitTemplate, "
            + (replies.equals("queue") ? "reply queue" : "direct reply-to"),
        peer("spring-async-rpc") + " replies=" + replies,
        loads);
  }

  private static String peer(String subject) {
    return "subject=" + subject;
  }
}
