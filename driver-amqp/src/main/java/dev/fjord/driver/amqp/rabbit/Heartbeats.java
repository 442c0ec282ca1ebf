package dev.fjord.driver.amqp.rabbit;

import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller who asked for it, every half of the time it waits, that its call is still worked
 * on. A caller who did not ask must not be told: it would fail. Thread-safe.
 */
final class Heartbeats {
  private static final long LEAST_SECONDS = 2;
  private static final long MOST_SECONDS = 1_000_000_000;

  private final Timers timers;
  private final ReplySender sender;
  private final ReceivedMessage.Wire wire;
  private final Duration interval;
  private final AtomicReference<Timers.@Nullable Timeout> next = new AtomicReference<>();
  private volatile boolean stopped;

  Heartbeats(Timers timers, ReplySender sender, ReceivedMessage.Wire wire) {
    this.timers = timers;
    this.sender = sender;
    this.wire = wire;
    this.interval = Duration.ofMillis(500 * seconds(wire.timeout()));
  }

  /** Whether a caller asked for heartbeats, and not for more than one a second. */
  static boolean areWanted(ReceivedMessage.Wire wire) {
    return seconds(wire.timeout()) >= LEAST_SECONDS;
  }

  void start() {
    schedule();
  }

  void stop() {
    stopped = true;
    Timers.Timeout timeout = next.getAndSet(null);
    if (timeout != null) {
      timeout.cancel();
    }
  }

  private void schedule() {
    try {
      next.set(timers.schedule(interval, this::beat));
    } catch (RejectedExecutionException e) {
      // The timers end with their transport.
      stopped = true;
    }
    if (stopped) {
      stop();
    }
  }

  private void beat() {
    if (stopped) {
      return;
    }
    sender
        .heartbeat(wire)
        .whenComplete(
            (delivered, failure) -> {
              // A caller who is gone needs no more of them.
              if (failure == null && delivered) {
                schedule();
              }
            });
  }

  /** Whole seconds, cut like Python's int(); a number in a string counts; 0 for anything else. */
  private static long seconds(JsonText timeout) {
    if (timeout.isNull() || timeout.length() > 32) {
      return 0;
    }
    String text = timeout.asString();
    if (text.startsWith("\"")) {
      text = text.substring(1, Math.max(1, text.length() - 1)).trim();
    }
    try {
      double seconds = Double.parseDouble(text);
      return seconds >= 0 && seconds <= MOST_SECONDS ? (long) seconds : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
