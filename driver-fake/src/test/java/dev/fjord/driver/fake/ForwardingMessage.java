package dev.fjord.driver.fake;

import dev.fjord.MessageContext;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Passes everything on; tests change one method. */
class ForwardingMessage implements IncomingMessage {
  final IncomingMessage inner;

  ForwardingMessage(IncomingMessage inner) {
    this.inner = inner;
  }

  @Override
  public MessageContext context() {
    return inner.context();
  }

  @Override
  public Payload payload() {
    return inner.payload();
  }

  @Override
  public Optional<Duration> budget() {
    return inner.budget();
  }

  @Override
  public boolean isRedelivered() {
    return inner.isRedelivered();
  }

  @Override
  public boolean expectsReply() {
    return inner.expectsReply();
  }

  @Override
  public CompletionStage<Void> acknowledge() {
    return inner.acknowledge();
  }

  @Override
  public CompletionStage<Void> requeue() {
    return inner.requeue();
  }

  @Override
  public CompletionStage<Void> reply(Reply reply) {
    return inner.reply(reply);
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return inner.heartbeatInterval();
  }

  @Override
  public CompletionStage<Boolean> heartbeat() {
    return inner.heartbeat();
  }

  @Override
  public boolean isCancellable() {
    return inner.isCancellable();
  }

  @Override
  public boolean isCancelled() {
    return inner.isCancelled();
  }

  @Override
  public void onCancel(Runnable step) {
    inner.onCancel(step);
  }
}
