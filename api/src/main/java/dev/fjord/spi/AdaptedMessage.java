package dev.fjord.spi;

import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A blocking message whose settlement and reply each run on a virtual thread of their own. */
final class AdaptedMessage implements IncomingMessage {
  private final BlockingListener.Message message;
  private final String name;
  private final AtomicBoolean settled = new AtomicBoolean();
  private final AtomicBoolean replied = new AtomicBoolean();

  AdaptedMessage(BlockingListener.Message message, String name) {
    this.message = message;
    this.name = name;
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
    return message.budget();
  }

  @Override
  public boolean isRedelivered() {
    return message.isRedelivered();
  }

  @Override
  public boolean expectsReply() {
    return message.expectsReply();
  }

  @Override
  public CompletionStage<@Nullable Void> acknowledge() {
    return once(settled, "acknowledge", message::acknowledge);
  }

  @Override
  public CompletionStage<@Nullable Void> requeue() {
    return once(settled, "requeue", message::requeue);
  }

  @Override
  public CompletionStage<@Nullable Void> reply(Reply reply) {
    if (!expectsReply()) {
      return CompletableFuture.completedFuture(null);
    }
    return once(
        replied,
        "reply",
        () -> {
          try {
            message.reply(reply);
          } catch (MessageTooLargeException e) {
            replied.set(false);
            throw e;
          }
        });
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return message.heartbeatInterval();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    AtomicBoolean told = new AtomicBoolean();
    return once(new AtomicBoolean(), "heartbeat", () -> told.set(message.heartbeat()))
        .handle((nothing, failure) -> failure == null && told.get());
  }

  @Override
  public boolean isCancellable() {
    return message.isCancellable();
  }

  @Override
  public boolean isCancelled() {
    return message.isCancelled();
  }

  @Override
  public void onCancel(Runnable step) {
    message.onCancel(step);
  }

  private CompletionStage<@Nullable Void> once(AtomicBoolean done, String what, BlockingStep step) {
    if (done.getAndSet(true)) {
      return CompletableFuture.completedFuture(null); // M1, M2
    }
    CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("wire-" + name + "-" + what)
        .start(
            () -> {
              try {
                step.run();
                result.complete(null);
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  /** Something that blocks. */
  @FunctionalInterface
  private interface BlockingStep {
    void run() throws InterruptedException;
  }
}
