package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.rabbit.BrokerView;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import dev.fjord.notify.Priority;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Java and Python do the same under the same options, each in a virtual host of its own, and leave
 * the same objects at the broker; then each joins the other, and nothing is refused or lost.
 */
class BrokerObjectsTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final String ROOMS = "rooms";
  private static final String LETTERS = "letters";

  @Rule({
    "objects.control-exchange",
    "objects.topic-queue",
    "objects.server-queue",
    "objects.fanout-exchange",
    "objects.fanout-queue",
    "objects.consumers",
    "objects.reply-queue",
    "objects.sender-declares",
    "objects.notifier-declares",
    "objects.listener-declares",
    "objects.pool",
    "options.durable",
    "options.auto-delete",
    "options.ha",
    "options.quorum",
    "options.quorum-limits",
    "options.transient-ttl",
    "options.prefetch",
    "options.prefetch-replies",
    "options.cancel-on-failover",
    "options.gzip",
    "options.in-url",
    "options.in-configuration",
  })
  @ParameterizedTest
  @EnumSource(WireOption.class)
  void theBrokerSeesTheSameObjectsAndEachJoinsTheOther(WireOption option) throws Exception {
    String pythons = virtualHost();
    String javas = virtualHost();
    String pythonUrl = option.in(rabbit.node().url(pythons));
    try (JavaSide java = new JavaSide(option.in(rabbit.node().url(javas)), Map.of());
        JavaSide guest = new JavaSide(rabbit.node().url(pythons), option.configuration())) {
      pythonActs(pythonUrl, pythons);
      javaActs(java);
      assertThat(view(javas, option))
          .isEqualTo(view(pythons, option))
          .anyMatch(line -> line.startsWith("consumer reply_<id> ack=true"))
          .anyMatch(line -> line.startsWith("queue rooms_fanout_<id> "));

      javaJoins(guest, pythonUrl, pythons);
      pythonJoins(java, option.in(rabbit.node().url(javas)), javas);
      for (String name : List.of("s1-", "plain-", "pool-")) {
        run(PeerCommand.end(name + pythons));
      }
      run(PeerCommand.end("s2-" + javas));
      run(PeerCommand.end("pool2-" + javas));
    }
  }

  private static void pythonActs(String url, String id) throws Exception {
    run(PeerCommand.serve(ROOMS, "s1-" + id).on(url));
    run(PeerCommand.listen("plain-" + id, LETTERS).on(url));
    run(PeerCommand.listen("pool-" + id, LETTERS).with("pool", "pool1").on(url));

    run(PeerCommand.call(ROOMS, "echo").arg("value", 1).on(url));
    run(PeerCommand.fanout(ROOMS, "record").arg("value", 1).on(url));
    run(PeerCommand.notify("tick", 1).topics("papers").priority("warn").on(url));
  }

  private static void javaActs(JavaSide java) throws Exception {
    java.serve(ROOMS, "s1");
    java.listen(LETTERS);
    java.listen(LETTERS, "pool1");
    java.client(Target.topic(ROOMS)).request("echo").arg("value", 1).call(Integer.class);
    java.client(Target.topic(ROOMS).fanout()).request("record").arg("value", 1).cast();
    java.publish("papers", Priority.WARN, 1);
    assertThat(java.ledger().next(Bench.SOON).value()).isEqualTo(1);
  }

  /** Java's options are in its configuration here. */
  private static void javaJoins(JavaSide guest, String url, String id) throws Exception {
    guest.serve(ROOMS, "s2");
    assertThat(
            guest
                .client(Target.topic(ROOMS).server("s1-" + id))
                .request("echo")
                .arg("value", 2)
                .call(Integer.class))
        .isEqualTo(2);
    assertThat(run(PeerCommand.call(ROOMS, "echo").server("s2").arg("value", 3).on(url)).intValue())
        .isEqualTo(3);
    run(PeerCommand.fanout(ROOMS, "record").arg("value", 4).on(url));
    assertThat(guest.ledger().next(Bench.SOON).value()).isEqualTo(4);
    guest.publish(LETTERS, Priority.INFO, "to python " + id);
    Set<String> waiting = new HashSet<>(Set.of("plain-" + id, "pool-" + id));
    while (!waiting.isEmpty()) {
      JsonNode event =
          python.awaitEvent(
              candidate -> waiting.contains(candidate.path("listener").asString("")),
              "a notification at " + waiting,
              Bench.SOON);
      waiting.remove(event.get("listener").asString());
    }
  }

  private static void pythonJoins(JavaSide java, String url, String id) throws Exception {
    run(PeerCommand.serve(ROOMS, "s2-" + id).on(url));
    run(PeerCommand.listen("pool2-" + id, LETTERS).with("pool", "pool2").on(url));

    assertThat(
            java.client(Target.topic(ROOMS).server("s2-" + id))
                .request("echo")
                .arg("value", 5)
                .call(Integer.class))
        .isEqualTo(5);
    assertThat(run(PeerCommand.call(ROOMS, "echo").server("s1").arg("value", 6).on(url)).intValue())
        .isEqualTo(6);
    java.client(Target.topic(ROOMS).fanout()).request("record").arg("value", id).cast();
    python.awaitEvent(
        event ->
            event.path("server").asString("").equals("s2-" + id)
                && event.at("/args/value").asString("").equals(id),
        "a fanout at Python",
        Bench.SOON);
    run(PeerCommand.notify("tick", id).topics(LETTERS).priority("error").on(url));
    // Once for the plain queue and once for the pool.
    assertThat(java.letters().next(Bench.SOON).payload(String.class)).isEqualTo(id);
    assertThat(java.letters().next(Bench.SOON).payload(String.class)).isEqualTo(id);
  }

  /** Without a limit configured Java reads ahead as far as it likes, which only it can see. */
  private static List<String> view(String virtualHost, WireOption option) {
    return BrokerView.of(rabbit.node(), virtualHost).stream()
        .map(line -> line.replace("s1-" + virtualHost, "s1"))
        .map(
            line ->
                option == WireOption.PREFETCH
                    ? line
                    : line.replaceFirst("prefetch=\\d+", "prefetch=own"))
        .sorted()
        .toList();
  }

  private static String virtualHost() {
    return rabbit.node().addVirtualHost("objects-" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static JsonNode run(PeerCommand command) throws Exception {
    return python.answer(command);
  }
}
