package dev.fjord.endpoint;

import dev.fjord.spi.IncomingMessage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The message that the current thread works on, so that calls made meanwhile inherit its time. Set
 * around the endpoint's method on the thread that runs it, and around what follows a stage of
 * Fjord's that the method asked for; the one place for both. Whoever carries work to another thread
 * may carry it along.
 *
 * <p>Thread-safe: each thread has its own.
 */
public final class CurrentRequest {
  private static final ThreadLocal<@Nullable IncomingMessage> CURRENT = new ThreadLocal<>();

  private CurrentRequest() {}

  /** The message, or null where no endpoint's method runs. */
  public static @Nullable IncomingMessage get() {
    return CURRENT.get();
  }

  /** Sets the message, or none; returns what was there, which the caller sets again afterwards. */
  public static @Nullable IncomingMessage swap(@Nullable IncomingMessage message) {
    IncomingMessage before = CURRENT.get();
    CURRENT.set(message);
    return before;
  }

  /** How much time the message has left; empty if it has no limit or there is none. */
  public static Optional<Duration> timeLeft() {
    IncomingMessage message = CURRENT.get();
    return message == null ? Optional.empty() : message.budget();
  }
}
