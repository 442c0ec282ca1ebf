package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.spi.ExecutionWatch;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One executor under test, with a scripted listener, a scripted dispatcher and a manual clock.
 * Confined to the thread of the test; waits block, but never longer than its patience.
 *
 * @since 0.1.0
 */
public final class ExecutorBench {
  /** How many slots the executor is given. */
  public static final int SLOTS = 4;

  /** How long a stage may take that belongs to a message without budget. */
  public static final Duration ENDPOINT_TIMEOUT = Duration.ofSeconds(30);

  private final ExecutorProvider provider;
  private final MessageSource source;
  private final String serverName;
  private final Duration patience;
  private final ManualTimers timers = new ManualTimers();
  private final ScriptedDispatcher dispatcher = new ScriptedDispatcher();
  private final CountingListener listener;
  private final Queue<CompletableFuture<?>> gates = new ConcurrentLinkedQueue<>();
  private ExecutorSettings settings;
  private @Nullable MessageExecutor executor;

  /** A bench for one test; {@code serverName} must be in no other thread's name. */
  ExecutorBench(
      ExecutorProvider provider, MessageSource source, String serverName, Duration patience) {
    this.provider = provider;
    this.source = source;
    this.serverName = serverName;
    this.patience = patience;
    this.listener = new CountingListener(source.listener(), SLOTS);
    FjordConfig config =
        FjordConfig.builder()
            .set(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, String.valueOf(SLOTS))
            .set(CoreOptions.EXECUTOR_THREAD_POOL_SIZE, String.valueOf(SLOTS))
            .set(CoreOptions.ENDPOINT_TIMEOUT, String.valueOf(ENDPOINT_TIMEOUT.toSeconds()))
            .build();
    this.settings = ExecutorSettings.of(serverName, config, timers);
  }

  /** Adds a method. */
  ExecutorBench on(String name, Style style, ScriptedDispatcher.Body body) {
    dispatcher.method(name, style, body);
    return this;
  }

  /** Adds a method that ends when a future does: one blocks until then, the other returns it. */
  ExecutorBench onWaiting(String name, Style style, CompletableFuture<?> gate) {
    return on(name, style, style == Style.ASYNC ? () -> gate : gate::join);
  }

  /** Gives the executor a loop of the application's. */
  ExecutorBench withLoop(Executor loop) {
    settings = settings.withLoop(loop);
    return this;
  }

  /** Has the executor tell a watch what runs. */
  ExecutorBench withWatch(ExecutionWatch watch) {
    settings = settings.withWatch(watch);
    return this;
  }

  /** Bounds how many calls of a method run at a time. */
  ExecutorBench withLimit(String method, int most) {
    Map<String, Integer> limits = new HashMap<>(settings.limits());
    limits.put(method, most);
    settings = settings.withLimits(limits);
    return this;
  }

  /** A future that ends at the latest with the test, so that no thread outlives it. */
  <T> CompletableFuture<@Nullable T> gate() {
    CompletableFuture<@Nullable T> gate = new CompletableFuture<>();
    gates.add(gate);
    return gate;
  }

  ExecutorBench start() {
    get(executor().start().toCompletableFuture());
    return this;
  }

  MessageExecutor executor() {
    MessageExecutor created = executor;
    if (created == null) {
      created = provider.create(listener, dispatcher, settings);
      executor = created;
    }
    return created;
  }

  ScriptedCall deliver(String method) {
    return deliver(ScriptedCall.to(method));
  }

  ScriptedCall deliver(ScriptedCall call) {
    call.atEnd(listener::countDone);
    dispatcher.expect(call);
    source.deliver(call);
    return call;
  }

  List<ScriptedCall> deliver(int count, String method) {
    List<ScriptedCall> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(deliver(method));
    }
    return calls;
  }

  /** Waits for the outcome of a call. */
  Outcome outcome(ScriptedCall call) {
    return get(call.outcome());
  }

  <T extends @Nullable Object> T get(CompletableFuture<T> future) {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + patience, e);
    } catch (ExecutionException e) {
      throw new AssertionError("It failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  void eventually(String what, BooleanSupplier condition) {
    await(what).atMost(patience).pollInterval(Duration.ofMillis(2)).until(condition::getAsBoolean);
  }

  /** Waits until every slot is free again. */
  void allSlotsAreFree() {
    eventually("all slots are free", () -> listener.credit() >= SLOTS);
  }

  /** X7. */
  void noneWasRequestedBeyondTheFreeSlots() {
    assertThat(listener.worstExcess()).as("requests beyond the free slots").isLessThanOrEqualTo(0);
  }

  /** Stops the executor and waits for its end. */
  boolean stopAndAwait() throws InterruptedException {
    executor().stop();
    return executor().await(patience);
  }

  Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.contains("-" + serverName + "-"))
        .collect(Collectors.toSet());
  }

  ScriptedDispatcher dispatcher() {
    return dispatcher;
  }

  ManualTimers timers() {
    return timers;
  }

  CountingListener listener() {
    return listener;
  }

  Duration patience() {
    return patience;
  }

  /** Ends what still runs; checks nothing. */
  void end() throws InterruptedException {
    gates.forEach(gate -> gate.complete(null));
    if (executor != null) {
      executor.stop();
      executor.await(patience);
    }
    source.close();
  }
}
