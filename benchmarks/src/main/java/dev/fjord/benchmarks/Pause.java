package dev.fjord.benchmarks;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What an endpoint waits for: something that is there a millisecond later. Thread-safe. */
final class Pause {
  private static final Duration LENGTH = Duration.ofMillis(1);

  private final Timers timers;

  Pause(Timers timers) {
    this.timers = timers;
  }

  CompletableFuture<Integer> then(int value) {
    CompletableFuture<Integer> later = new CompletableFuture<>();
    timers.schedule(LENGTH, () -> later.complete(value));
    return later;
  }
}
