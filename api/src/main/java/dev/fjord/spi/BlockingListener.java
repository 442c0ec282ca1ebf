package dev.fjord.spi;

import dev.fjord.MessageContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source of messages that is asked for each of them. Polled by one thread at a time. A {@link
 * #poll} that throws is logged and repeated after a second, unless it throws {@link
 * dev.fjord.TransportClosedException}, which ends the polling.
 *
 * @since 0.1.0
 */
public interface BlockingListener extends AutoCloseable {
  /** Waits for one message; returns null if none came in time or the listener was stopped. */
  @Nullable Message poll(Duration wait) throws InterruptedException;

  /**
   * Makes a waiting {@link #poll} return; what comes later stays at the broker. Called once, by any
   * thread, loops included: must not block.
   */
  void stop();

  @Override
  void close();

  /** A message of a blocking wire. The adapter settles at most once and replies at most once. */
  interface Message {
    /** What travelled beside the payload. */
    MessageContext context();

    /** The fields of the message. */
    Payload payload();

    /** How much of the caller's time is left; empty for no limit. */
    Optional<Duration> budget();

    /** Whether a caller waits for a reply. */
    boolean expectsReply();

    /** Settles as done. */
    void acknowledge() throws InterruptedException;

    /** Settles as to be delivered again. */
    void requeue() throws InterruptedException;

    /** Answers the caller. */
    void reply(Reply reply) throws InterruptedException;

    /** How often the caller wants to be told that its call is still worked on, if it asked. */
    Optional<Duration> heartbeatInterval();

    /** Tells the caller that the call is still worked on; false if it was not told. */
    boolean heartbeat() throws InterruptedException;

    /** As {@link IncomingMessage#isCancellable}. */
    default boolean isCancellable() {
      return false;
    }

    /** As {@link IncomingMessage#isCancelled}; does not block. */
    default boolean isCancelled() {
      return false;
    }

    /** As {@link IncomingMessage#onCancel}; does not block. */
    default void onCancel(Runnable step) {}
  }
}
