package dev.fjord.driver.fake;

import dev.fjord.MessageContext;
import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.Optional;

/** A message whose settlement and reply block until they are done. */
final class FakeBlockingMessage implements BlockingListener.Message {
  private final IncomingMessage message;

  FakeBlockingMessage(IncomingMessage message) {
    this.message = message;
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
  public void acknowledge() throws InterruptedException {
    Waiting.untilDone(message.acknowledge());
  }

  @Override
  public void requeue() throws InterruptedException {
    Waiting.untilDone(message.requeue());
  }

  @Override
  public void reply(Reply reply) throws InterruptedException {
    Waiting.untilDone(message.reply(reply));
  }

  @Override
  public Optional<Duration> heartbeatInterval() {
    return message.heartbeatInterval();
  }

  @Override
  public boolean heartbeat() throws InterruptedException {
    return Waiting.untilDone(message.heartbeat());
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
}
