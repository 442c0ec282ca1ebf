package dev.fjord.testing;

import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was begun on a bench and has not ended: calls, messages that are worked on, callers in the
 * background. Is told by the transport's telemetry what servers and listeners take. Thread-safe;
 * {@link #await} blocks.
 */
final class OpenWork implements TelemetryListener {
  private final Map<Long, Begun> open = new ConcurrentSkipListMap<>();
  private final AtomicLong count = new AtomicLong();

  /** Enters something until its stage has ended. */
  void begin(Supplier<String> what, CompletionStage<?> end) {
    long number = count.getAndIncrement();
    CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    open.put(number, new Begun(what, gone));
    CompletionStage<?> ignored =
        end.whenComplete(
            (value, failure) -> {
              open.remove(number);
              gone.complete(null);
            });
  }

  @Override
  public WorkObserver received(Receipt what) {
    Taken taken =
        new Taken(
            (what.name().isEmpty() ? "a " + what.kind().key() : what.name())
                + " in "
                + what.server());
    begin(taken::toString, taken.end);
    return taken;
  }

  /** What is open now, in the order in which it began. */
  List<String> now() {
    return open.values().stream().map(begun -> begun.what().get()).toList();
  }

  /** Waits until nothing is open, or the time is over. */
  void await(Duration patience) throws InterruptedException {
    CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> timer =
        over.completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS);
    try {
      while (!open.isEmpty() && !over.isDone()) {
        CompletableFuture<?>[] ends =
            open.values().stream().map(Begun::gone).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.anyOf(CompletableFuture.allOf(ends), timer).get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("Neither of the two can fail", e);
    } finally {
      over.complete(null);
    }
  }

  /** Something that has not ended, and what says how it stands. */
  private record Begun(Supplier<String> what, CompletableFuture<@Nullable Void> gone) {}

  /** A message that a server or listener has taken. */
  private static final class Taken implements WorkObserver {
    private final String name;
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private volatile String state = "taken and not started";

    Taken(String name) {
      this.name = name;
    }

    @Override
    public void started() {
      state = "its method has begun and has not ended";
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      state = "its method has ended, and its reply or its settlement has not";
    }

    @Override
    public void finished() {
      end.complete(null);
    }

    @Override
    public String toString() {
      return name + ": " + state;
    }
  }
}
