package dev.fjord.spi;

import dev.fjord.Target;
import java.util.Set;

/**
 * The form of {@link Driver} for a wire whose client can only block. {@link BlockingDriverAdapter}
 * makes a driver of it: it polls on a thread of its own and runs every other blocking call on a
 * virtual thread.
 *
 * <p>Thread-safe. Every method may block; each must give up when its thread is interrupted.
 *
 * @since 0.1.0
 */
public interface BlockingDriver extends AutoCloseable {
  /** Sends one way; returns when the broker has the message. */
  void send(Target to, OutgoingMessage message, SendOptions options) throws InterruptedException;

  /** Sends a request and returns the JSON of its result. */
  JsonText call(Target to, OutgoingMessage message, CallOptions options)
      throws InterruptedException;

  /** Begins to listen; returns when messages can arrive. */
  BlockingListener listen(ListenRequest request) throws InterruptedException;

  /** What this wire can carry. */
  Set<Capability> capabilities();

  @Override
  void close();
}
