package dev.fjord.spi;

import java.util.concurrent.CompletionStage;

/**
 * A call under way. Thread-safe.
 *
 * @since 0.1.0
 */
public interface PendingCall {
  /**
   * Completes exactly once: with the result's JSON, or with a {@link
   * dev.fjord.RemoteErrorException}, {@link dev.fjord.MessagingTimeoutException}, {@link
   * dev.fjord.UndeliverableException}, {@link dev.fjord.DeliveryException}, {@link
   * dev.fjord.TransportClosedException} or {@link java.util.concurrent.CancellationException}. It
   * may complete on wire: what is attached must be short, must not block and must not be user code.
   */
  CompletionStage<JsonText> reply();

  /**
   * Gives the call up, if it has not ended. A reply that comes later is dropped; the server is told
   * where the wire can do that ({@link Capability#CANCELLATION}).
   */
  void cancel();
}
