package dev.fjord.interop.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Serializer;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The context of a request is where its code runs, whatever the style and the executor. */
class ContextTest {
  /** Not started: the fake is enough. */
  private static final SharedRabbit NO_RABBIT = new SharedRabbit();

  private static final MessageContext ANN =
      MessageContext.of(Map.of("request_id", "req-1", "user_id", "ann"));

  private final ExecutorService foreign = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    foreign.shutdown();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void isThereInTheMethodAndInNestedCallsAndOnStages(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      RpcClient client = serve(bench, execution).context(ANN);

      assertThat(call(client, "see")).isEqualTo("req-1/ann");
      assertThat(call(client, "nested")).isEqualTo("req-1/ann");
      assertThat(call(client, "onStage")).isEqualTo("req-1/ann");
      assertThat(call(client, "onForeignStage")).isEqualTo("req-1/ann req-1/ann");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void doesNotReachTheNextRequest(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      RpcClient client = serve(bench, execution);

      // On a pool any of the threads may be the one that is left untidy.
      for (int i = 0; i < 200; i++) {
        assertThat(call(i % 2 == 0 ? client : client.context(ANN), "pollute")).isEqualTo("done");
        assertThat(call(client, "see")).isEqualTo("null/nobody");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void isInTheLogOfAFailure(Execution execution) throws Exception {
    Appender appender = new Appender();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.fjord.rpc.RpcServer");
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      RpcClient client = serve(bench, execution).context(ANN);
      assertThatThrownBy(() -> call(client, "fail")).isInstanceOf(RemoteErrorException.class);

      await().atMost(Bench.SOON).until(() -> !appender.contexts.isEmpty());
      assertThat(appender.contexts)
          .allSatisfy(mdc -> assertThat(mdc).containsEntry("request_id", "req-1"));
    } finally {
      logger.detachAppender(appender);
      logger.setAdditive(true);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aCallersOwnLogContextIsOnItsStages(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      RpcClient client = serve(bench, execution);
      MDC.put("request_id", "mine");
      try {
        assertThat(
                client
                    .request("see")
                    .callAsync(String.class)
                    .thenApply(answer -> answer + " " + MDC.get("request_id"))
                    .get())
            .isIn("null/nobody mine");
      } finally {
        MDC.clear();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aSerializerReadsItOnceAndWritesItAgainForNestedCalls(Execution execution) throws Exception {
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      Serializer sealing = new Sealing(bench.transport().codec());
      RpcClient client = bench.client().serializer(sealing);
      serve(bench, execution, client, sealing);

      assertThat(call(client.context(ANN), "see")).endsWith("/ann");
      assertThat(call(client.context(ANN), "nested")).endsWith("/ann");
      assertThat(call(client.context(ANN), "onForeignStage")).endsWith("/ann");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Execution.class)
  void aNotificationHasItsOwnAndABatchHasNone(Execution execution) throws Exception {
    Letters letters = new Letters();
    List<String> seen = new CopyOnWriteArrayList<>();
    letters.thenRun(() -> seen.add(Witness.sight())).thenRun(() -> seen.add(Witness.sight()));
    try (Bench bench = new Bench(Wire.FAKE, NO_RABBIT)) {
      Notifier notifier = Notifier.of(bench.transport(), "p").topics(bench.topic());
      try (NotificationListener ignored = bench.listen(execution, letters)) {
        notifier.info(ANN, "single", 1);
        await().atMost(Bench.SOON).until(() -> seen.size() == 1);
      }
      try (NotificationListener ignored =
          NotificationListener.builder(bench.transport(), bench.topic())
              .endpoint(execution.batchMailbox(letters))
              .executor(execution.executor())
              .batch(1, Bench.SOON)
              .start()) {
        notifier.info(ANN, "batch", 2);
        await().atMost(Bench.SOON).until(() -> seen.size() == 2);
      }
      assertThat(seen).containsExactly("req-1/ann", "null/nobody");
    }
  }

  private RpcClient serve(Bench bench, Execution execution) {
    RpcClient client = bench.client();
    serve(bench, execution, client, bench.transport().codec());
    return client;
  }

  private void serve(Bench bench, Execution execution, RpcClient client, Serializer serializer) {
    boolean blocking = execution.name().startsWith("BLOCKING");
    bench.keep(
        RpcServer.builder(bench.transport(), bench.topic().server("s1"))
            .endpoint(
                blocking
                    ? new Witness.Blocking(client, foreign)
                    : new Witness.Async(client, foreign))
            .serializer(serializer)
            .executor(execution.executor())
            .start());
  }

  private static @Nullable String call(RpcClient client, String method) {
    return client.request(method).call(String.class);
  }

  /** Contexts travel inside one value. */
  private record Sealing(Serializer values) implements Serializer {
    @Override
    public void write(@Nullable Object value, OutputStream out) {
      values.write(value, out);
    }

    @Override
    public @Nullable Object read(JsonText json, Type type) {
      return values.read(json, type);
    }

    @Override
    public MessageContext writeContext(MessageContext context) {
      return MessageContext.empty().with("sealed", context.asMap());
    }

    @Override
    public MessageContext readContext(MessageContext received) {
      return MessageContext.of(
          ((Map<?, ?>) received.get("sealed").orElseThrow())
              .entrySet().stream()
                  .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue)));
    }
  }

  private static final class Appender extends AppenderBase<ILoggingEvent> {
    private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      contexts.add(event.getMDCPropertyMap());
    }
  }
}
