package dev.fjord.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.driver.fake.FakeClock;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meters, and that they are those of docs/telemetry.md. */
class MetersClassPathTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path GUIDE = Path.of("..", "..", "docs", "telemetry.md");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeBroker broker = FakeBroker.create();

  @ParameterizedTest
  @CsvSource({"work, blocking", "workAsync, async"})
  void callsAreTimedAtBothEndsWhateverTheStyle(String method, String style) {
    try (Transport transport = open();
        RpcServer ignored = serve(transport)) {
      RpcClient client = RpcClient.of(transport, Target.topic("metered"));
      for (int i = 0; i < 3; i++) {
        client.request(method).arg("fail", false).call(String.class);
      }
      assertThatThrownBy(() -> client.request(method).arg("fail", true).call(String.class))
          .hasMessageContaining("metered failure");

      // Who calls has the answer before all of it has been told.
      String[] served = {"method", method, "style", style, "kind", "call", "outcome"};
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(calls("fjord.client.calls", "method", method, "outcome", "ok"))
                    .isEqualTo(3);
                assertThat(calls("fjord.client.calls", "method", method, "outcome", "remote_error"))
                    .isEqualTo(1);
                assertThat(calls("fjord.server.calls", and(served, "ok"))).isEqualTo(3);
                assertThat(calls("fjord.server.calls", and(served, "failed"))).isEqualTo(1);
                assertThat(calls("fjord.server.replies", "method", method)).isEqualTo(4);
                assertThat(calls("fjord.server.waits", "method", method)).isEqualTo(4);
              });
    }
  }

  @Test
  void whatNobodyServesIsCountedAsSuch() {
    try (Transport transport = open()) {
      RpcClient nobody = RpcClient.of(transport, Target.topic("nobody"));
      assertThatThrownBy(() -> nobody.request("work").call(String.class))
          .isInstanceOf(UndeliverableException.class);

      await()
          .atMost(SOON)
          .until(
              () ->
                  calls("fjord.client.calls", "topic", "nobody", "outcome", "undeliverable") == 1);
    }
  }

  @Test
  void theGuideListsExactlyTheMetersThatAreMade() throws Exception {
    try (Transport transport = open();
        RpcServer ignored = serve(transport);
        NotificationListener listener =
            NotificationListener.builder(transport, Target.topic("events"))
                .endpoint(new Ears(), MethodHandles.lookup())
                .executor("async")
                .start()) {
      RpcClient client = RpcClient.of(transport, Target.topic("metered"));
      client.request("hold").call(String.class);
      client.request("work").arg("fail", false).cast();
      Notifier.of(transport, "test")
          .topics(Target.topic("events"))
          .emit(Priority.INFO, MessageContext.empty(), "heard", "what")
          .toCompletableFuture()
          .get();

      Set<String> listed =
          Files.readAllLines(GUIDE).stream()
              .filter(line -> line.startsWith("| `fjord."))
              .map(line -> line.split(" *\\| *"))
              .map(cells -> cells[1] + " " + cells[2] + " " + cells[3])
              .map(line -> line.replace("`", ""))
              .collect(Collectors.toSet());
      assertThat(listed).isNotEmpty();
      await().atMost(SOON).untilAsserted(() -> assertThat(made()).isEqualTo(listed));
    }
  }

  private Set<String> made() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(
            id ->
                id.getName()
                    + " "
                    + id.getType().name().toLowerCase(Locale.ROOT)
                    + " "
                    + id.getTags().stream()
                        .map(Tag::getKey)
                        .sorted()
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.toSet());
  }

  private long calls(String name, String... tags) {
    return registry.find(name).tags(tags).timers().stream().mapToLong(Timer::count).sum();
  }

  private static String[] and(String[] tags, String value) {
    String[] all = Arrays.copyOf(tags, tags.length + 1);
    all[tags.length] = value;
    return all;
  }

  private Transport open() {
    return Transport.builder()
        .url("fake://")
        .provider(broker)
        .timers(broker.clock())
        .telemetry(new MicrometerListener(registry))
        .open();
  }

  private RpcServer serve(Transport transport) {
    return RpcServer.builder(transport, Target.topic("metered").server("s1"))
        .endpoint(new Metered(broker.clock()), MethodHandles.lookup())
        .executor("hybrid")
        .start();
  }

  @Endpoint(version = "1.0")
  static final class Metered {
    private final FakeClock clock;

    Metered(FakeClock clock) {
      this.clock = clock;
    }

    @RpcMethod
    String work(boolean fail) {
      if (fail) {
        throw new IllegalStateException("metered failure");
      }
      return "done";
    }

    @RpcMethod
    CompletionStage<String> workAsync(boolean fail) {
      return CompletableFuture.completedStage(work(fail));
    }

    @RpcMethod
    CompletionStage<String> hold() {
      clock.advance(Duration.ofSeconds(1));
      return CompletableFuture.completedStage("held");
    }
  }

  static final class Ears {
    @OnNotification(Priority.INFO)
    CompletionStage<Void> hear(Notification notification) {
      return CompletableFuture.completedStage(null);
    }
  }
}
