package dev.fjord.driver.fake;

import dev.fjord.TransportClosedException;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of some queues. Thread-safe; does not block. */
final class FakeListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(FakeListener.class);

  private final FakeDriver driver;
  private final ListenRequest request;
  private final Window window = new Window();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private volatile List<MessageQueue> queues = List.of();
  private volatile @Nullable IncomingHandler handler;

  FakeListener(FakeDriver driver, ListenRequest request) {
    this.driver = driver;
    this.request = request;
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler newHandler) {
    try {
      bind(newHandler);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    queues.forEach(MessageQueue::drain);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void request(int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("Slots are requested one or more at a time: " + slots);
    }
    window.grant(slots);
    for (MessageQueue queue : queues) {
      if (queue.size() > 0) {
        queue.drain();
      }
    }
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    boolean idle = window.stop();
    unbind();
    if (idle) {
      stopped.complete(null);
    }
    return stopped;
  }

  @Override
  public void close() {
    stop();
    takeBack();
    driver.forget(this);
  }

  /** Puts back what is not settled, as a lost connection does. */
  void takeBack() {
    List<FakeIncoming> unsettled = window.takeBack();
    unsettled.forEach(FakeIncoming::putBack);
    unsettled.stream().map(FakeIncoming::queue).distinct().forEach(MessageQueue::drain);
  }

  Window window() {
    return window;
  }

  FakeWire wire() {
    return driver.wire();
  }

  CompletionStage<@Nullable Void> reply(FakeCall call, Reply reply) {
    return driver.reply(call, reply);
  }

  /** Calls the handler; the message was admitted before. */
  void handOver(FakeIncoming message) {
    IncomingHandler taker = handler;
    try {
      if (taker != null) {
        taker.handle(message);
      }
    } catch (RuntimeException | Error e) {
      LOG.error("The handler of a listener failed; its message stays unsettled", e);
    } finally {
      if (window.handedOver()) {
        stopped.complete(null);
      }
    }
  }

  private synchronized void bind(IncomingHandler newHandler) {
    if (driver.isClosed()) {
      throw new TransportClosedException("The fake transport is closed");
    }
    if (handler != null || window.isStopped()) {
      throw new IllegalStateException("A listener is started once, and not after it was stopped");
    }
    handler = newHandler;
    List<MessageQueue> bound = driver.topology().bind(request, driver.defaultExchange());
    bound.forEach(queue -> queue.addConsumer(this));
    queues = bound;
  }

  private synchronized void unbind() {
    queues.forEach(queue -> queue.removeConsumer(this));
    driver.topology().unbind(request, queues);
  }
}
