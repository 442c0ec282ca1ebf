package dev.fjord.spi;

import dev.fjord.Target;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One wire, opened. Moves messages; knows nothing of methods, endpoints or user threads.
 *
 * <p>Thread-safe. No method blocks the thread that calls it, loops included, except {@link #close},
 * which may take up to two seconds. A driver whose client can only block is written as a {@link
 * BlockingDriver} instead.
 *
 * @since 0.1.0
 */
public interface Driver extends AutoCloseable {
  /**
   * Sends one way. Completes when the broker has the message, or exceptionally with a {@link
   * dev.fjord.FjordException} within the timeout; never later.
   */
  CompletionStage<@Nullable Void> send(Target to, OutgoingMessage message, SendOptions options);

  /** Sends a request and waits for its reply. */
  PendingCall call(Target to, OutgoingMessage message, CallOptions options);

  /** Makes a listener; nothing is received before it is started. */
  Listener listen(ListenRequest request);

  /** What this wire can carry. */
  Set<Capability> capabilities();

  /**
   * What a listener would have the broker make before it receives, in order. Reaches for no broker.
   * Nothing unless overridden; a driver that declares takes the answer from what it declares by.
   */
  default List<BrokerObject> declaredFor(ListenRequest request) {
    return List.of();
  }

  /** What a caller of a target would have the broker make; else as the other. */
  default List<BrokerObject> declaredForCalls(Target to) {
    return List.of();
  }

  /** Ends every pending call and send with {@link dev.fjord.TransportClosedException}. */
  @Override
  void close();
}
