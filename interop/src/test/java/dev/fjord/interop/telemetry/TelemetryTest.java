package dev.fjord.interop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.SendObserver;
import dev.fjord.telemetry.Sending;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import dev.fjord.transport.Health;
import dev.fjord.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who listens is told everything once and in order, whatever the style and the executor. */
class TelemetryTest {
  @RegisterExtension
  static final ExpectedLogs failures =
      new ExpectedLogs("dev.fjord.rpc.RpcServer", "dev.fjord.telemetry");

  private static final Duration SOON = Duration.ofSeconds(20);

  private final WrittenDown told = new WrittenDown();
  private final FakeBroker broker = FakeBroker.onRealTime();

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void eachStepOfACallIsToldInOrder(Execution execution) {
    try (Transport transport = open(told);
        RpcServer ignored = serve(transport, execution)) {
      RpcClient client = client(transport);
      assertThat(client.request("work").call(String.class)).isEqualTo("worked");
      assertThatThrownBy(() -> client.request("fail").call(String.class))
          .isInstanceOf(RemoteErrorException.class);

      await().atMost(SOON).until(() -> told.served("fail").contains("finished"));
      await().atMost(SOON).until(() -> told.served("work").contains("finished"));
      String style = execution.name().startsWith("BLOCKING") ? "blocking" : "async";
      assertThat(told.served("work"))
          .containsExactly("received " + style, "started", "returned", "ended", "finished");
      assertThat(told.served("fail"))
          .containsExactly(
              "received " + style,
              "started",
              "returned",
              "ended IllegalStateException",
              "finished");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(told.lines())
                      .containsSubsequence("call work sending", "call work ended")
                      .containsSubsequence(
                          "call fail sending", "call fail ended RemoteErrorException"));
    }
  }

  @Test
  void whatIsNotStartedIsToldWithoutAStart() {
    FakeBroker clocked = FakeBroker.create();
    try (Transport transport =
            Transport.builder()
                .url("fake://")
                .provider(clocked)
                .timers(clocked.clock())
                .telemetry(told)
                .open();
        RpcServer ignored =
            RpcServer.builder(transport, Target.topic("told").server("s1"))
                .endpoint(new Async())
                .executor("async")
                .limit("never", 1)
                .start()) {
      RpcClient client = client(transport).timeout(Duration.ofSeconds(5));
      client.request("never").callAsync(String.class);
      client.request("never").callAsync(String.class);
      await().atMost(SOON).until(() -> told.served("never").contains("returned"));

      clocked.clock().advance(Duration.ofSeconds(6));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(told.served("never"))
                      .containsExactlyInAnyOrder(
                          "received async",
                          "started",
                          "returned",
                          "ended EndpointTimeoutException",
                          "finished",
                          "received async",
                          "ended NotStartedException",
                          "finished"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aBatchOfNotificationsIsToldOnce(Execution execution) {
    boolean blocking = execution.name().startsWith("BLOCKING");
    try (Transport transport = open(told);
        NotificationListener ignored =
            NotificationListener.builder(transport, Target.topic("told"))
                .endpoint(blocking ? new BlockingBatches() : new AsyncBatches())
                .executor(execution.executor())
                .batch(3, SOON)
                .start()) {
      Notifier notifier = Notifier.of(transport, "teller").topics(Target.topic("told"));
      for (int i = 0; i < 3; i++) {
        notifier.info(MessageContext.empty(), "counted", i);
      }

      await().atMost(SOON).until(() -> told.served("store").contains("finished"));
      assertThat(told.served("store"))
          .containsExactly("received NOTIFICATION", "started", "returned", "ended", "finished");
      assertThat(told.lines()).noneMatch(line -> line.startsWith("serving  "));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aListenerThatThrowsHarmsNobody(Execution execution) {
    try (Transport transport =
            Transport.builder()
                .url("fake://")
                .provider(broker)
                .telemetry(new Throwing())
                .telemetry(told)
                .open();
        RpcServer ignored = serve(transport, execution)) {
      assertThat(client(transport).request("work").call(String.class)).isEqualTo("worked");
      await().atMost(SOON).until(() -> told.served("work").contains("finished"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void flightRecordingsHaveTheCalls(Execution execution) throws Exception {
    FjordConfig config = FjordConfig.builder().set("flight_recorder_events", "true").build();
    Path file = directory.resolve("calls.jfr");
    try (Recording recording = new Recording();
        Transport transport =
            Transport.builder().config(config).url("fake://").provider(broker).open()) {
      recording.enable("dev.fjord.EndpointCall");
      recording.start();
      try (RpcServer server = serve(transport, execution)) {
        client(transport).request("work").call(String.class);
      }
      recording.stop();
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("dev.fjord.EndpointCall"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getString("method")).isEqualTo("work");
              assertThat(event.getString("server")).isEqualTo("told.s1");
              assertThat(event.getString("kind")).isEqualTo("call");
              assertThat(event.getString("failure")).isEmpty();
            });
  }

  @Test
  void healthFollowsTheConnectionsAndTheServersLife() {
    Transport transport = open(told);
    RpcServer server = serve(transport, Execution.ASYNC_METHODS_ON_ASYNC);
    assertThat(transport.health().health()).isEqualTo(Health.UP);
    assertThat(server.health().health()).isEqualTo(Health.UP);
    assertThat(server.health().holding()).isEmpty();

    server.close();
    assertThat(server.health().health()).isEqualTo(Health.DOWN);
    assertThat(server.health().transport().health()).isEqualTo(Health.UP);

    transport.close();
    assertThat(transport.health().health()).isEqualTo(Health.DOWN);
  }

  private Transport open(TelemetryListener listener) {
    return Transport.builder().url("fake://").provider(broker).telemetry(listener).open();
  }

  private static RpcServer serve(Transport transport, Execution execution) {
    return RpcServer.builder(transport, Target.topic("told").server("s1"))
        .endpoint(execution.name().startsWith("BLOCKING") ? new Blocking() : new Async())
        .executor(execution.executor())
        .start();
  }

  private static RpcClient client(Transport transport) {
    return RpcClient.of(transport, Target.topic("told"));
  }

  @Endpoint(version = "1.0")
  static final class Blocking {
    @RpcMethod
    String work() {
      return "worked";
    }

    @RpcMethod
    String fail() {
      throw new IllegalStateException("told");
    }
  }

  @Endpoint(version = "1.0")
  static final class Async {
    @RpcMethod
    CompletionStage<String> work() {
      return CompletableFuture.completedStage("worked");
    }

    @RpcMethod
    CompletionStage<String> fail() {
      return CompletableFuture.failedStage(new IllegalStateException("told"));
    }

    @RpcMethod
    CompletionStage<String> never() {
      return new CompletableFuture<>();
    }
  }

  static final class BlockingBatches {
    @OnNotification(Priority.INFO)
    void store(List<Notification> batch) {
      assertThat(batch).hasSize(3);
    }
  }

  static final class AsyncBatches {
    @OnNotification(Priority.INFO)
    CompletionStage<Void> store(List<Notification> batch) {
      assertThat(batch).hasSize(3);
      return CompletableFuture.completedStage(null);
    }
  }

  private static final class Throwing implements TelemetryListener {
    @Override
    public SendObserver sending(Sending what) {
      throw new IllegalStateException("scripted");
    }

    @Override
    public WorkObserver received(Receipt what) {
      return new WorkObserver() {
        @Override
        public void started() {
          throw new IllegalStateException("scripted");
        }

        @Override
        public void finished() {
          throw new IllegalStateException("scripted");
        }
      };
    }
  }
}
