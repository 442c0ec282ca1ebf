package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.rabbit.BrokerView;
import dev.fjord.interop.rabbit.RawBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What oslo.messaging has only after 14.0.3: Java is at both ends, and the broker shows the
 * objects.
 */
class LaterObjectsTest {
  private static final String EXPIRES = "{<<\"x-expires\">>,signedint,1800000}";
  private static final String QUORUM = "{<<\"x-queue-type\">>,longstr,<<\"quorum\">>}";

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private final String virtualHost =
      rabbit.node().addVirtualHost("later-" + UUID.randomUUID().toString().substring(0, 8));
  private final String url = rabbit.node().url(virtualHost);

  @Rule("options.transient-quorum")
  @Test
  void transientQuorumQueuesAreDurableAndStillExpire() throws Exception {
    try (JavaSide java = new JavaSide(url + "?rabbit_transient_quorum_queue=true", Map.of())) {
      serveCallAndFanout(java);
      assertThat(view())
          .contains(
              "exchange openstack topic durable=false auto-delete=false internal=false []",
              "exchange rooms_fanout fanout durable=true auto-delete=true internal=false []",
              queue("rooms", "rabbit_classic_queue", "durable=false", "[]"),
              queue(
                  "rooms_fanout_<id>",
                  "rabbit_quorum_queue",
                  "durable=true",
                  "[" + EXPIRES + "," + QUORUM + "]"),
              queue(
                  "reply_<id>",
                  "rabbit_quorum_queue",
                  "durable=true",
                  "[" + EXPIRES + "," + QUORUM + "]"));
    }
  }

  @Rule("options.transient-ttl-zero")
  @Test
  void aTransientTtlOfZeroIsNone() throws Exception {
    try (JavaSide java = new JavaSide(url + "?rabbit_transient_queues_ttl=0", Map.of())) {
      serveCallAndFanout(java);
      assertThat(view())
          .contains(
              queue("rooms_fanout_<id>", "rabbit_classic_queue", "durable=false", "[]"),
              queue("reply_<id>", "rabbit_classic_queue", "durable=false", "[]"));
    }
  }

  @Rule("options.queue-manager")
  @Test
  void managedQueuesAreNamedAfterHostProcessAndOneCounterAndAreKept() throws Exception {
    List<String> names;
    String managed = "?use_queue_manager=true&hostname=h1&processname=p1";
    try (JavaSide java = new JavaSide(url + managed, Map.of())) {
      serveCallAndFanout(java);
      assertThat(queues())
          .anyMatch(name -> name.matches("rooms_fanout_h1:p1:[12]"))
          .anyMatch(name -> name.matches("reply_h1:p1:[12]"));
      assertThat(queues().stream().filter(name -> name.contains(":")).map(LaterObjectsTest::number))
          .containsExactlyInAnyOrder("1", "2");
      names = queues();
    }
    assertThat(queues()).isEqualTo(names);
  }

  @Rule("options.stream-fanout")
  @Test
  void aStreamIsOneQueueForAllServersAndEachReadsAllOfIt() throws Exception {
    try (JavaSide one = stream();
        JavaSide two = stream()) {
      one.serve("rooms", "s1");
      two.serve("rooms", "s2");
      assertThat(view())
          .contains(
              "exchange rooms_fanout fanout durable=true auto-delete=true internal=false []",
              "binding rooms_fanout to rooms_fanout key rooms []",
              queue(
                  "rooms_fanout",
                  "rabbit_stream_queue",
                  "durable=true",
                  "[{<<\"x-max-age\">>,longstr,<<\"1800s\">>},"
                      + "{<<\"x-queue-type\">>,longstr,<<\"stream\">>}]"));
      one.client(Target.topic("rooms").fanout()).request("record").arg("value", "all").cast();
      assertThat(one.ledger().next(Bench.SOON).value()).isEqualTo("all");
      assertThat(two.ledger().next(Bench.SOON).value()).isEqualTo("all");
    }
  }

  /** What came while the connection was lost is behind the last offset seen, and comes once. */
  @Rule("options.stream-offset")
  @Test
  void aStreamIsReadOnFromWhereItWasLeft() throws Exception {
    try (JavaSide java = stream()) {
      java.serve("rooms", "s1");
      for (int i = 0; i < 3; i++) {
        cast(java, i);
        assertThat(java.ledger().next(Bench.SOON).value()).isEqualTo(i);
      }
      rabbit.node().closeConnections("to be opened again");
      try (RawBroker raw = RawBroker.connect(rabbit.node(), virtualHost)) {
        for (int i = 3; i < 8; i++) {
          // Without an id a copy would not be known as one.
          raw.publishJson(
              "rooms_fanout", "", "{\"method\": \"record\", \"args\": {\"value\": " + i + "}}");
        }
      }
      Set<Object> seen = new HashSet<>();
      for (int i = 3; i < 8; i++) {
        seen.add(java.ledger().next(Bench.SOON).value());
      }
      assertThat(seen).isEqualTo(Set.of(3, 4, 5, 6, 7));
      cast(java, "last");
      assertThat(java.ledger().next(Bench.SOON).value()).isEqualTo("last");
      assertThat(java.ledger().size()).isZero();
    }
  }

  private JavaSide stream() {
    return new JavaSide(
        url
            + "?rabbit_stream_fanout=true&rabbit_transient_quorum_queue=true"
            + "&rabbit_qos_prefetch_count=10",
        Map.of());
  }

  private static void cast(JavaSide java, Object value) {
    java.client(Target.topic("rooms").fanout()).request("record").arg("value", value).cast();
  }

  private static void serveCallAndFanout(JavaSide java) throws Exception {
    java.serve("rooms", "s1");
    assertThat(
            java.client(Target.topic("rooms")).request("echo").arg("value", 1).call(Integer.class))
        .isEqualTo(1);
    cast(java, 2);
    assertThat(java.ledger().next(Bench.SOON).value()).isEqualTo(2);
  }

  private List<String> view() {
    return BrokerView.of(rabbit.node(), virtualHost);
  }

  private List<String> queues() {
    return view().stream()
        .filter(line -> line.startsWith("queue "))
        .map(line -> line.split(" ")[1])
        .toList();
  }

  private static String number(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  private static String queue(String name, String type, String durable, String arguments) {
    return "queue %s %s %s auto-delete=false exclusive=false %s"
        .formatted(name, type, durable, arguments);
  }
}
