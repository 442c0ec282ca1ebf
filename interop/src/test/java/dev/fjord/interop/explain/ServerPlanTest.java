package dev.fjord.interop.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.BrokerView;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.MethodPlan;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.rpc.ServerPlan;
import dev.fjord.spi.BrokerObject;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ThreadPlan;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan tells is what a start does. */
class ServerPlanTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  /** Tells where it runs. */
  static class Where {
    @RpcMethod
    String blocking() {
      return here().name();
    }

    @RpcMethod
    CompletionStage<String> async() {
      return CompletableFuture.completedFuture(here().name());
    }
  }

  /** Can be ported to a loop. */
  static class AsyncOnly {
    @RpcMethod
    CompletionStage<String> async() {
      return CompletableFuture.completedFuture(here().name());
    }
  }

  private static ThreadPlan.Kind here() {
    return EventLoop.current().isPresent()
        ? ThreadPlan.Kind.LOOP
        : Thread.currentThread().isVirtual()
            ? ThreadPlan.Kind.VIRTUAL_THREAD
            : ThreadPlan.Kind.POOL_THREAD;
  }

  @ParameterizedTest
  @ValueSource(strings = {"blocking", "hybrid", "async"})
  void eachMethodRunsOnTheThreadThatWasTold(String executor) {
    try (Transport transport =
        Transport.builder().config(FjordConfig.defaults()).url("fake://").open()) {
      RpcServer.Builder builder =
          RpcServer.builder(transport, Target.topic("t").server("s"))
              .endpoint(executor.equals("async") ? new AsyncOnly() : new Where())
              .executor(executor);
      Map<String, ThreadPlan.Kind> told =
          builder.explain().endpoints().stream()
              .flatMap(endpoint -> endpoint.methods().stream())
              .collect(
                  Collectors.toMap(
                      method -> method.description().method().name(),
                      method -> method.thread().kind()));
      try (RpcServer ignored = builder.start()) {
        RpcClient client = RpcClient.of(transport, Target.topic("t"));
        told.forEach(
            (method, kind) ->
                assertThat(client.request(method).call(String.class)).isEqualTo(kind.name()));
      }
    }
  }

  @Test
  void whatIsRefusedIsWhatTheStartRefuses() {
    try (Transport transport =
        Transport.builder().config(FjordConfig.defaults()).url("fake://").open()) {
      RpcServer.Builder builder =
          RpcServer.builder(transport, Target.topic("t").server("s"))
              .endpoint(new Where())
              .executor("async");
      ServerPlan plan = builder.explain();
      assertThat(plan.refused()).containsExactly("Where.blocking");
      assertThat(
              plan.endpoints().get(0).methods().stream()
                  .map(MethodPlan::thread)
                  .map(ThreadPlan::kind))
          .containsExactlyInAnyOrder(ThreadPlan.Kind.REFUSED, ThreadPlan.Kind.LOOP);
      org.assertj.core.api.Assertions.assertThatThrownBy(builder::start)
          .isInstanceOf(dev.fjord.ExecutorRefusedException.class)
          .hasMessageContaining("Where.blocking");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''
          ?amqp_durable_queues=true
          ?amqp_auto_delete=true
          ?rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=5
          ?rabbit_quorum_queue=true&rabbit_transient_quorum_queue=true
          ?rabbit_transient_queues_ttl=60&rabbit_qos_prefetch_count=7
          ?rabbit_transient_quorum_queue=true&rabbit_stream_fanout=true&rabbit_qos_prefetch_count=9
          ?enable_cancel_on_failover=true&rabbit_ha_queues=true
          """)
  void theBrokerHasAfterTheStartWhatWasToldBefore(String query) {
    String host = "plan-" + UUID.randomUUID().toString().substring(0, 8);
    rabbit.node().addVirtualHost(host);
    try (Transport transport =
        Transport.builder()
            .config(FjordConfig.defaults())
            .url(rabbit.node().url(host) + query)
            .open()) {
      RpcServer.Builder builder =
          RpcServer.builder(transport, Target.topic("rooms").server("s1")).endpoint(new Where());
      List<BrokerObject> told = new ArrayList<>(builder.explain().declared());
      told.addAll(transport.driver().declaredForCalls(Target.topic("rooms")));
      assertThat(BrokerView.of(rabbit.node(), host)).as("before the start").isEmpty();
      try (RpcServer ignored = builder.start()) {
        RpcClient.of(transport, Target.topic("rooms")).request("async").call(String.class);
        List<String> there =
            BrokerView.of(rabbit.node(), host).stream()
                .map(ServerPlanTest::plainly)
                .filter(line -> !line.startsWith("consumer reply_"))
                .toList();
        assertThat(there)
            .containsExactlyInAnyOrderElementsOf(
                told.stream()
                    .map(ServerPlanTest::inTheWordsOfTheBroker)
                    // The broker's list of consumers leaves out those of streams.
                    .filter(line -> !line.contains("x-stream-offset"))
                    .distinct()
                    .toList());
      }
    }
  }

  /** Wants two priorities. */
  static class Ear {
    @OnNotification({Priority.INFO, Priority.ERROR})
    void hear(Notification notification) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pool1"})
  void aListenerMakesWhatItTells(String pool) {
    String host = "ear-" + UUID.randomUUID().toString().substring(0, 8);
    rabbit.node().addVirtualHost(host);
    try (Transport transport =
        Transport.builder()
            .config(FjordConfig.defaults())
            .url(rabbit.node().url(host) + "?amqp_durable_queues=true")
            .open()) {
      NotificationListener.Builder builder =
          NotificationListener.builder(transport, Target.topic("letters"))
              .endpoint(new Ear())
              .pool(pool);
      List<BrokerObject> told = builder.declared();
      try (NotificationListener ignored = builder.start()) {
        assertThat(BrokerView.of(rabbit.node(), host).stream().map(ServerPlanTest::plainly))
            .containsExactlyInAnyOrderElementsOf(
                told.stream().map(ServerPlanTest::inTheWordsOfTheBroker).toList());
      }
    }
  }

  /** The line of an object in the view of the broker. */
  private static String inTheWordsOfTheBroker(BrokerObject object) {
    Map<String, Object> attributes = object.attributes();
    String arguments =
        attributes.entrySet().stream()
            .filter(each -> each.getKey().startsWith("x-"))
            .map(each -> each.getKey() + "=" + each.getValue())
            .sorted()
            .collect(Collectors.joining(" "));
    String text =
        switch (object.kind()) {
          case "exchange" ->
              "exchange %s %s durable=%s auto-delete=%s"
                  .formatted(
                      object.name(),
                      attributes.get("type"),
                      attributes.get("durable"),
                      attributes.get("auto-delete"));
          case "queue" ->
              "queue %s durable=%s auto-delete=%s exclusive=%s"
                  .formatted(
                      object.name(),
                      attributes.get("durable"),
                      attributes.get("auto-delete"),
                      attributes.get("exclusive"));
          case "binding" ->
              "binding %s to %s key %s"
                  .formatted(attributes.get("exchange"), object.name(), attributes.get("key"));
          default -> "consumer %s prefetch=%s".formatted(object.name(), attributes.get("prefetch"));
        };
    return (text + " " + arguments).strip();
  }

  /** A line of the broker's view in the same form: Erlang's terms as words. */
  private static String plainly(String line) {
    String[] parts = line.split(" (?=\\[)", 2);
    String arguments =
        Stream.of(parts[1].split("(?<=})"))
            .map(
                term ->
                    term.replaceAll(
                        "^[\\[,]?\\{<<\"([^\"]+)\">>,[a-z]+,(?:<<\")?([^\">}]*)(?:\">>)?}$",
                        "$1=$2"))
            .filter(term -> term.startsWith("x-"))
            .sorted()
            .collect(Collectors.joining(" "));
    String head =
        parts[0]
            .replaceAll(" internal=false", "")
            .replaceAll("^(queue \\S+) \\S+", "$1")
            .replaceAll("^(consumer \\S+) ack=true", "$1");
    return (head + " " + arguments).strip();
  }
}
