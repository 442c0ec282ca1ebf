package dev.fjord.driver.amqp.proton.link;

import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the protocol's engine show a sign of life when one is due, and notice when the broker shows
 * none. Confined to the loop.
 */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final Transport transport;
  private final WireLoop wire;
  private final Runnable pump;
  private final long begin;
  private Timers.@Nullable Timeout next;
  private boolean isOver;

  /** With what handles and writes all that comes of it. */
  Heartbeat(Transport transport, WireLoop wire, Runnable pump) {
    this.transport = transport;
    this.wire = wire;
    this.pump = pump;
    this.begin = wire.timers().nanoTime();
  }

  /** Looks now, and again when the engine says; the limits may have changed since the last time. */
  void beat() {
    if (isOver) {
      return;
    }
    cancel();
    // Counted from the beginning: the engine takes 0 for no time at all.
    long now = 1 + Duration.ofNanos(wire.timers().nanoTime() - begin).toMillis();
    long due = transport.tick(now);
    pump.run();
    if (due > 0 && !isOver) {
      try {
        next =
            wire.timers()
                .schedule(
                    Duration.ofMillis(Math.max(1, due - now)),
                    () -> wire.run(this::beat, () -> {}));
      } catch (RejectedExecutionException e) {
        LOG.debug("The transport is closed", e);
      }
    }
  }

  /** For good. */
  void end() {
    isOver = true;
    cancel();
  }

  private void cancel() {
    Timers.Timeout current = next;
    if (current != null) {
      current.cancel();
    }
  }
}
