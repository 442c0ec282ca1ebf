package dev.fjord.driver.fake;

import dev.fjord.DeliveryException;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A message in the hands of one listener. Thread-safe; does not block. */
final class FakeIncoming implements IncomingMessage {
  private static final CompletionStage<@Nullable Void> DONE =
      CompletableFuture.completedStage(null);

  /** Guarded by the listener's window, like the links to its neighbours there. */
  State state = State.OPEN;

  @Nullable FakeIncoming older;
  @Nullable FakeIncoming newer;

  private final QueuedMessage message;
  private final MessageQueue queue;
  private final FakeListener listener;
  private final AtomicBoolean replied = new AtomicBoolean();

  FakeIncoming(QueuedMessage message, MessageQueue queue, FakeListener listener) {
    this.message = message;
    this.queue = queue;
    this.listener = listener;
  }

  @Override
  public MessageContext context() {
    return message.context();
  }

  @Override
  public Payload payload() {
    return message.payload();
  }

  @Override
  public Optional<Duration> budget() {
    FakeCall call = message.call();
    return call == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, call.remainingNanos())));
  }

  @Override
  public boolean isRedelivered() {
    return message.isRedelivered();
  }

  @Override
  public boolean expectsReply() {
    return message.call() != null;
  }

  @Override
  public CompletionStage<@Nullable Void> acknowledge() {
    return listener.window().settle(this) == State.TAKEN_BACK ? lost() : DONE;
  }

  @Override
  public CompletionStage<@Nullable Void> requeue() {
    return switch (listener.window().settle(this)) {
      case OPEN -> {
        putBack();
        queue.drain();
        yield DONE;
      }
      case SETTLED -> DONE;
      case TAKEN_BACK -> lost();
    };
  }

  @Override
  public CompletionStage<@Nullable Void> reply(Reply reply) {
    FakeCall call = message.call();
    if (call == null || replied.get()) {
      return DONE; // M2
    }
    Reply carried;
    try {
      carried = listener.wire().carry(reply);
    } catch (MessageTooLargeException e) {
      // Nothing left: the caller can still be told so, by a smaller reply.
      return CompletableFuture.failedFuture(e);
    }
    return replied.compareAndSet(false, true) ? listener.reply(call, carried) : DONE;
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    FakeCall call = message.call();
    return call == null ? Optional.empty() : call.heartbeatInterval();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    FakeCall call = message.call();
    return CompletableFuture.completedFuture(call != null && call.heartbeat());
  }

  @Override
  public boolean isCancellable() {
    return message.call() != null;
  }

  @Override
  public boolean isCancelled() {
    FakeCall call = message.call();
    return call != null && call.isCancelled();
  }

  @Override
  public void onCancel(Runnable step) {
    FakeCall call = message.call();
    if (call != null) {
      call.onCancel(step);
    }
  }

  /** Into the queue again, to be handed over before what came later. */
  void putBack() {
    queue.putBack(message);
  }

  FakeListener listener() {
    return listener;
  }

  MessageQueue queue() {
    return queue;
  }

  private static CompletionStage<@Nullable Void> lost() {
    return CompletableFuture.failedFuture(
        new DeliveryException(
            "The message went back to its queue when its listener was closed or disconnected;"
                + " it is delivered again and must not be worked on here",
            DeliveryException.Retry.MAY_DUPLICATE,
            null));
  }

  /** Where a message that was handed over stands. */
  enum State {
    OPEN,
    SETTLED,
    TAKEN_BACK
  }
}
