package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What services take of a broker: 1, 10 and 100 of a kind measured, more of them projected. */
final class Scale {
  private static final List<Integer> COUNTS = List.of(1, 10, 100);
  private static final int PROJECTED = 10_000;
  private static final String BEGIN = "<!-- figures: begin -->";
  private static final String END = "<!-- figures: end -->";

  private static final Map<String, String> QUORUM =
      Map.of(
          "rabbit_quorum_queue", "true",
          "rabbit_transient_quorum_queue", "true",
          "rabbit_stream_fanout", "true",
          "rabbit_qos_prefetch_count", "64");
  private static final String SMALL_BUFFERS =
      """
      tcp_listen_options.sndbuf = 32768
      tcp_listen_options.recbuf = 32768
      """;
  private static final List<Setup> SETUPS =
      List.of(
          new Setup("classic", Map.of(), ""),
          new Setup("quorum, stream fanout", QUORUM, ""),
          new Setup("the same, socket buffers 32 KiB", QUORUM, SMALL_BUFFERS));

  private Scale() {}

  /** Measures every kind of service under every setup. */
  static Table measure() throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (Setup setup : SETUPS) {
      for (Fleet.Kind kind : Fleet.Kind.values()) {
        rows.addAll(rows(setup, kind));
      }
    }
    return new Table(
        "What services of a kind take of a broker, on top of one server and one caller",
        List.of(
            "queues", "kind", "services", "connections", "channels", "queues", "bindings", "MiB"),
        rows);
  }

  /** Puts a table where the page has its figures. */
  static void update(Path page, Table table) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no place for figures: " + BEGIN + " … " + END);
    }
    Map<String, String> facts = MachineFacts.gather();
    String measured =
        "Measured on %s by `bin/bench scale --update`: %s cores of %s, RabbitMQ %s, Erlang %s.%n%n"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                facts.get("cores"),
                facts.get("CPU"),
                facts.get("RabbitMQ"),
                facts.get("Erlang"));
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length())
            + "\n"
            + measured
            + table.markdown()
            + text.substring(end));
  }

  private static List<List<String>> rows(Setup setup, Fleet.Kind kind)
      throws IOException, InterruptedException {
    List<Footprint> taken = new ArrayList<>();
    // A node of its own, so that nothing is left of the kind before.
    try (BrokerNode node = BrokerNode.start(setup.broker());
        Fleet fleet = new Fleet(node.address(), setup.options())) {
      Footprint before = Footprint.of(node);
      int added = 0;
      for (int count : COUNTS) {
        for (; added < count; added++) {
          fleet.add(kind, added);
        }
        taken.add(Footprint.of(node).since(before));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      rows.add(row(setup, kind, COUNTS.get(i).toString(), taken.get(i)));
    }
    rows.add(
        row(
            setup,
            kind,
            String.format(Locale.ROOT, "%,d (projected)", PROJECTED),
            projected(taken.get(1), taken.get(2))));
    return rows;
  }

  /** On the line through the last two measurements. */
  private static Footprint projected(Footprint ten, Footprint hundred) {
    Footprint slope = hundred.since(ten);
    double more = (PROJECTED - 100) / 90.0;
    return new Footprint(
        Math.round(hundred.connections() + slope.connections() * more),
        Math.round(hundred.channels() + slope.channels() * more),
        Math.round(hundred.queues() + slope.queues() * more),
        Math.round(hundred.bindings() + slope.bindings() * more),
        Math.round(hundred.processes() + slope.processes() * more),
        Math.round(hundred.memory() + slope.memory() * more));
  }

  private static List<String> row(Setup setup, Fleet.Kind kind, String count, Footprint footprint) {
    return List.of(
        setup.title(),
        kind.title(),
        count,
        number(footprint.connections()),
        number(footprint.channels()),
        number(footprint.queues()),
        number(footprint.bindings()),
        String.format(Locale.ROOT, "%,.1f", footprint.memory() / (1024.0 * 1024.0)));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * How services and broker are set up.
   *
   * @param title for the table
   * @param options of the driver's group
   * @param broker lines of the broker's configuration
   */
  private record Setup(String title, Map<String, String> options, String broker) {}
}
