package dev.fjord.benchmarks.subject;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What an endpoint method does before it answers, in its blocking and its asynchronous form. */
public final class Work {
  private static final int SLOW_ONE_OF = 10;

  private final Kind kind;
  private final Duration wait;
  private final AtomicInteger turn = new AtomicInteger();
  private final Spin spin;

  /** The kinds of work. */
  public enum Kind {
    /** Answers at once. */
    NOTHING,
    /** Waits 10 ms: a sleep in the blocking form, a timer in the other. */
    WAIT,
    /** Computes for 200 µs, on whatever thread it is called. */
    CPU,
    /** Nine of ten answer at once, one waits 10 ms. */
    MIXED
  }

  private Work(Kind kind, Duration wait, Spin spin) {
    this.kind = kind;
    this.wait = wait;
    this.spin = spin;
  }

  /** Work of a kind; measures this machine first if it is to compute. */
  public static Work of(Kind kind) {
    Duration cpu = kind == Kind.CPU ? Duration.ofNanos(200_000) : Duration.ZERO;
    return new Work(kind, Duration.ofMillis(10), Spin.lasting(cpu));
  }

  /** Waits for as long as that. */
  public static Work waiting(Duration wait) {
    return new Work(Kind.WAIT, wait, Spin.lasting(Duration.ZERO));
  }

  /** The blocking form. */
  public <T> T block(T result) {
    switch (kind) {
      case NOTHING -> {}
      case CPU -> spin.run();
      case WAIT -> sleep();
      case MIXED -> {
        if (isSlowTurn()) {
          sleep();
        }
      }
    }
    return result;
  }

  /** The asynchronous form. */
  public <T> CompletionStage<T> begin(T result) {
    return switch (kind) {
      case NOTHING -> CompletableFuture.completedFuture(result);
      case CPU -> {
        spin.run();
        yield CompletableFuture.completedFuture(result);
      }
      case WAIT -> later(result);
      case MIXED -> isSlowTurn() ? later(result) : CompletableFuture.completedFuture(result);
    };
  }

  private boolean isSlowTurn() {
    return turn.getAndIncrement() % SLOW_ONE_OF == 0;
  }

  private void sleep() {
    long end = System.nanoTime() + wait.toNanos();
    for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private <T> CompletionStage<T> later(T result) {
    return new CompletableFuture<T>()
        .completeOnTimeout(result, wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
