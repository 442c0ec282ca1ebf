package dev.fjord.interop.amqp;

import dev.fjord.Target;
import dev.fjord.spi.Driver;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.Reply;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server on a driver alone: acknowledges, keeps what it got, answers with the field n. */
final class EchoServer implements AutoCloseable {
  private final Listener listener;
  private final BlockingQueue<IncomingMessage> received = new LinkedBlockingQueue<>();
  private volatile boolean isMute;

  EchoServer(Driver driver, Target target) {
    listener = driver.listen(new ListenRequest.Requests(target, 100));
    listener.start(this::handle).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    listener.request(100);
  }

  /** From now on nothing is answered. */
  EchoServer mute() {
    isMute = true;
    return this;
  }

  IncomingMessage next() {
    try {
      IncomingMessage message = received.poll(30, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("No message came");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a message", e);
    }
  }

  int waiting() {
    return received.size();
  }

  static Reply echo(IncomingMessage message) {
    return new Reply.Result(message.payload().field("n").orElse(JsonText.NULL));
  }

  @Override
  public void close() {
    listener.close();
  }

  private void handle(IncomingMessage message) {
    message
        .acknowledge()
        .thenRun(
            () -> {
              if (!isMute) {
                message.reply(echo(message));
              }
              received.add(message);
              listener.request(1);
            });
  }
}
