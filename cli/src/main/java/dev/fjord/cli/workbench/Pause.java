package dev.fjord.cli.workbench;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits on a timer, so that no thread is held. Thread-safe. */
public final class Pause {
  private static final double LONGEST_SECONDS = 86_400;

  private final Timers timers;

  /** A pause on these timers. */
  public Pause(Timers timers) {
    this.timers = timers;
  }

  /** Completes with the text {@code slept} after so many seconds. */
  CompletableFuture<String> seconds(double seconds) {
    if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "seconds must be from 0 to " + (int) LONGEST_SECONDS + ", is " + seconds);
    }
    return of(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  CompletableFuture<String> of(Duration time) {
    CompletableFuture<String> slept = new CompletableFuture<>();
    timers.schedule(time, () -> slept.complete("slept"));
    return slept;
  }
}
