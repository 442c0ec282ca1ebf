package dev.fjord.rpc;

import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller who asked for it, as often as it asked, that its call is still worked on. Needs no
 * thread: one timer serves all calls. Thread-safe; does not block.
 */
final class Heartbeats {
  private final IncomingMessage message;
  private final Timers timers;
  private final Duration interval;
  private final AtomicReference<Timers.@Nullable Timeout> next = new AtomicReference<>();
  private volatile boolean stopped;

  Heartbeats(IncomingMessage message, Timers timers, Duration interval) {
    this.message = message;
    this.timers = timers;
    this.interval = interval;
  }

  void start() {
    if (stopped) {
      return;
    }
    try {
      next.set(timers.schedule(interval, this::beat));
    } catch (RejectedExecutionException e) {
      // The timers end with their transport.
      stopped = true;
    }
    // A race with stop(), which may have come before the timeout was there to cancel.
    if (stopped) {
      stop();
    }
  }

  void stop() {
    stopped = true;
    Timers.Timeout timeout = next.getAndSet(null);
    if (timeout != null) {
      timeout.cancel();
    }
  }

  private void beat() {
    // A caller whose time is over has gone, however long the method takes.
    if (stopped || message.budget().filter(Duration::isZero).isPresent()) {
      return;
    }
    message
        .heartbeat()
        .whenComplete(
            (told, failure) -> {
              if (failure == null && told) {
                start();
              }
            });
  }
}
