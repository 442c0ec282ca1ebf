package dev.fjord.telemetry.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
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
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans, that they are those of docs/telemetry.md, and that a trace survives every hop. */
class SpansClassPathTest {
  @RegisterExtension static final OpenTelemetryExtension otel = OpenTelemetryExtension.create();

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Path GUIDE = Path.of("..", "..", "docs", "telemetry.md");

  private final FakeBroker broker = FakeBroker.onRealTime();

  @ParameterizedTest
  @CsvSource({
    "blocking, relay",
    "blocking, relayAsync",
    "hybrid, relay",
    "hybrid, relayAsync",
    "async, relayAsync"
  })
  void oneTraceGoesThroughNestedCallsWhateverTheStyle(String executor, String method) {
    try (Transport transport = open();
        RpcServer ignored = serve(transport, "first", executor);
        RpcServer alsoIgnored = serve(transport, "second", "hybrid")) {
      Span caller = otel.getOpenTelemetry().getTracer("test").spanBuilder("caller").startSpan();
      String seen;
      try (var scope = caller.makeCurrent()) {
        seen = RpcClient.of(transport, Target.topic("first")).request(method).call(String.class);
      } finally {
        caller.end();
      }
      assertThat(seen).isEqualTo(caller.getSpanContext().getTraceId());

      SpanData outerClient = span("first/" + method);
      SpanData outerServer = span("first.s1/" + method);
      SpanData innerClient = span("second/trace");
      SpanData innerServer = span("second.s1/trace");
      assertThat(outerClient.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
      assertThat(outerServer.getParentSpanId()).isEqualTo(outerClient.getSpanId());
      assertThat(innerClient.getParentSpanId()).isEqualTo(outerServer.getSpanId());
      assertThat(innerServer.getParentSpanId()).isEqualTo(innerClient.getSpanId());
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void aFailureIsOnBothSpans() {
    try (Transport transport = open();
        RpcServer ignored = serve(transport, "first", "hybrid")) {
      RpcClient client = RpcClient.of(transport, Target.topic("first"));
      assertThatThrownBy(() -> client.request("fail").call(String.class))
          .hasMessageContaining("traced failure");

      for (String name : List.of("first/fail", "first.s1/fail")) {
        SpanData failed = span(name);
        assertThat(failed.getStatus().getStatusCode())
            .isEqualTo(StatusData.error().getStatusCode());
        assertThat(failed.getAttributes().get(AttributeKey.stringKey("error.type"))).isNotNull();
      }
      assertThat(span("first.s1/fail").getEvents())
          .extracting(event -> event.getName())
          .containsExactly("fjord.started", "fjord.ended", "exception");
    }
  }

  @Test
  void theGuideListsExactlyTheSpansThatAreMade() throws Exception {
    try (Transport transport = open();
        RpcServer ignored = serve(transport, "topic", "hybrid");
        NotificationListener listener =
            NotificationListener.builder(transport, Target.topic("topic"))
                .endpoint(new Ears(), MethodHandles.lookup())
                .executor("async")
                .start()) {
      RpcClient client = RpcClient.of(transport, Target.topic("topic"));
      client.request("trace").call(String.class);
      client.request("trace").cast();
      Notifier.of(transport, "test")
          .topics(Target.topic("topic"))
          .emit(Priority.INFO, MessageContext.empty(), "heard", "what")
          .toCompletableFuture()
          .get();

      Set<String> listed =
          Files.readAllLines(GUIDE).stream()
              .filter(line -> line.matches("\\| `.*(CLIENT|SERVER|PRODUCER|CONSUMER) .*"))
              .map(line -> line.split(" *\\| *"))
              .map(cells -> cells[1] + " " + cells[2] + " " + cells[3])
              .map(line -> line.replace("`", ""))
              .collect(Collectors.toSet());
      assertThat(listed).hasSize(6);
      await().atMost(SOON).untilAsserted(() -> assertThat(made()).isEqualTo(listed));
    }
  }

  private static Set<String> made() {
    return otel.getSpans().stream()
        .map(
            span ->
                generic(span.getName())
                    + " "
                    + span.getKind()
                    + " "
                    + span.getAttributes().asMap().keySet().stream()
                        .map(AttributeKey::getKey)
                        .sorted()
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.toSet());
  }

  /** The name as the guide writes it. */
  private static String generic(String name) {
    return name.replace("notifications-topic", "listener")
        .replace("topic.s1", "server")
        .replace("topic.info", "topic.priority")
        .replace("/trace", "/method");
  }

  private static SpanData span(String name) {
    await()
        .atMost(SOON)
        .until(() -> otel.getSpans().stream().anyMatch(span -> span.getName().equals(name)));
    return otel.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Transport open() {
    return Transport.builder().url("fake://").provider(broker).open();
  }

  private static RpcServer serve(Transport transport, String topic, String executor) {
    RpcServer.Builder server =
        RpcServer.builder(transport, Target.topic(topic).server("s1")).executor(executor);
    RpcClient second = RpcClient.of(transport, Target.topic("second"));
    if (!executor.equals("async")) {
      server.endpoint(new Relay(second), MethodHandles.lookup());
    }
    return server.endpoint(new AsyncRelay(second), MethodHandles.lookup()).start();
  }

  @Endpoint(version = "1.0")
  static final class Relay {
    private final RpcClient second;

    Relay(RpcClient second) {
      this.second = second;
    }

    @RpcMethod
    String relay() {
      return second.request("trace").call(String.class);
    }

    @RpcMethod
    String fail() {
      throw new IllegalStateException("traced failure");
    }
  }

  @Endpoint(version = "1.0")
  static final class AsyncRelay {
    private final RpcClient second;

    AsyncRelay(RpcClient second) {
      this.second = second;
    }

    @RpcMethod
    CompletionStage<String> relayAsync() {
      return second.request("trace").callAsync(String.class);
    }

    @RpcMethod
    CompletionStage<String> trace() {
      return CompletableFuture.completedStage(Span.current().getSpanContext().getTraceId());
    }
  }

  static final class Ears {
    @OnNotification(Priority.INFO)
    CompletionStage<Void> hear(Notification notification) {
      return CompletableFuture.completedStage(null);
    }
  }
}
