package dev.fjord.executor.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Style;
import dev.fjord.tck.ManualTimers;
import dev.fjord.tck.ScriptedCall;
import dev.fjord.tck.ScriptedDispatcher;
import dev.fjord.tck.ScriptedListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BlockingSlotsTest {
  private final BlockingExecutorProvider provider = new BlockingExecutorProvider();

  @Test
  void slotsAreTheSmallerOfPoolAndMaxInFlight() {
    assertThat(provider.maxInFlight(settings("8", "1024"))).isEqualTo(8);
    assertThat(provider.maxInFlight(settings("8", "3"))).isEqualTo(3);
  }

  @Test
  void requestIsAcknowledgedWhenAWorkerIsFreeForItAndNotBefore() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    ScriptedDispatcher dispatcher =
        new ScriptedDispatcher().method("wait", Style.BLOCKING, end::join);
    try (ScriptedListener listener = new ScriptedListener("slots")) {
      MessageExecutor executor = provider.create(listener, dispatcher, settings("1", "1024"));
      executor.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
      ScriptedCall first = deliver(dispatcher, listener);
      ScriptedCall second = deliver(dispatcher, listener);
      Thread worker = first.started().get(20, TimeUnit.SECONDS);
      assertThat(second.acknowledgements()).isZero();

      end.complete(null);

      assertThat(second.started().get(20, TimeUnit.SECONDS)).isSameAs(worker);
      assertThat(worker.getName()).isEqualTo("worker-host-0");
      assertThat(worker.isVirtual()).isFalse();
      executor.stop();
      assertThat(executor.await(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static ScriptedCall deliver(ScriptedDispatcher dispatcher, ScriptedListener listener) {
    ScriptedCall call = ScriptedCall.to("wait");
    dispatcher.expect(call);
    listener.deliver(call);
    return call;
  }

  private static ExecutorSettings settings(String pool, String slots) {
    return ExecutorSettings.of(
        "host",
        FjordConfig.builder()
            .set(CoreOptions.EXECUTOR_THREAD_POOL_SIZE, pool)
            .set(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, slots)
            .build(),
        new ManualTimers());
  }
}
