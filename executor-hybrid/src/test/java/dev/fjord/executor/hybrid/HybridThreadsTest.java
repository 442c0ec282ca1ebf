package dev.fjord.executor.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BlockingCallOnLoopException;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.tck.ManualTimers;
import dev.fjord.tck.ScriptedCall;
import dev.fjord.tck.ScriptedDispatcher;
import dev.fjord.tck.ScriptedListener;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HybridThreadsTest {
  private final ScriptedListener listener = new ScriptedListener("threads");
  private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
  private final AtomicReference<MessageExecutor> executor = new AtomicReference<>();

  @AfterEach
  void stop() throws InterruptedException {
    executor.get().stop();
    assertThat(executor.get().await(Duration.ofSeconds(20))).isTrue();
    listener.close();
  }

  @Test
  void methodThatMayBlockRunsOnAVirtualThreadNamedAfterTheServer() throws Exception {
    dispatcher.method("run", Style.BLOCKING, () -> 1);
    start(FjordConfig.defaults());

    Thread thread = startedOf(deliver("run"));

    assertThat(thread.isVirtual()).isTrue();
    assertThat(thread.getName()).isEqualTo("worker-host");
  }

  @Test
  void messagesTakeTurnsOnSeveralLoops() throws Exception {
    dispatcher.method("run", Style.ASYNC, () -> CompletableFuture.completedFuture(1));
    start(FjordConfig.builder().set(CoreOptions.EVENT_LOOPS, "3").build());
    Set<String> names = new TreeSet<>();

    for (int i = 0; i < 6; i++) {
      names.add(startedOf(deliver("run")).getName());
    }

    assertThat(names).containsExactly("loop-host-0", "loop-host-1", "loop-host-2");
  }

  @Test
  void awaitOnALoopIsRefusedInsteadOfStoppingIt() throws Exception {
    dispatcher.method(
        "wait",
        Style.ASYNC,
        () -> CompletableFuture.completedFuture(executor.get().await(Duration.ofDays(1))));
    start(FjordConfig.defaults());

    Outcome outcome = deliver("wait").outcome().get(20, TimeUnit.SECONDS);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failure.class,
            failure -> assertThat(failure.cause()).isInstanceOf(BlockingCallOnLoopException.class));
  }

  @Test
  void workersSeeTheClassesOfTheThreadThatMadeTheServer() throws Exception {
    ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
    dispatcher
        .method("blocking", Style.BLOCKING, () -> Thread.currentThread().getContextClassLoader())
        .method(
            "async",
            Style.ASYNC,
            () ->
                CompletableFuture.completedFuture(Thread.currentThread().getContextClassLoader()));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      start(FjordConfig.defaults());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }

    for (String method : Set.of("blocking", "async")) {
      assertThat(deliver(method).outcome().get(20, TimeUnit.SECONDS))
          .isEqualTo(new Outcome.Value(loader));
    }
  }

  private void start(FjordConfig config) throws Exception {
    executor.set(
        new HybridExecutorProvider()
            .create(listener, dispatcher, ExecutorSettings.of("host", config, new ManualTimers())));
    executor.get().start().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private ScriptedCall deliver(String method) {
    ScriptedCall call = ScriptedCall.to(method);
    dispatcher.expect(call);
    listener.deliver(call);
    return call;
  }

  private static Thread startedOf(ScriptedCall call) throws Exception {
    return call.started().get(20, TimeUnit.SECONDS);
  }
}
