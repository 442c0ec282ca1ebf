package dev.fjord.spi;

import dev.fjord.TransportClosedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a {@link BlockingListener} on a native thread, as often as slots were requested. */
final class PollingListener implements Listener {
  private static final Logger LOG = LoggerFactory.getLogger(PollingListener.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Opening opening;
  private final String name;
  private final Consumer<PollingListener> onClose;
  private final Semaphore slots = new Semaphore(0);
  private final CountDownLatch stopSignal = new CountDownLatch(1);
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private @Nullable Thread poll;
  private @Nullable BlockingListener listener;
  private boolean stopping;
  private boolean closed;

  PollingListener(Opening opening, String name, Consumer<PollingListener> onClose) {
    this.opening = opening;
    this.name = name;
    this.onClose = onClose;
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
    synchronized (this) {
      if (poll != null || stopping) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("A listener is started once"));
      }
      poll = Thread.ofPlatform().name("poll-" + name).daemon(true).unstarted(() -> run(handler));
      poll.start();
    }
    return started;
  }

  @Override
  public void request(int count) {
    slots.release(count);
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    BlockingListener open;
    synchronized (this) {
      if (stopping) {
        return stopped;
      }
      stopping = true;
      stopSignal.countDown();
      open = listener;
      if (poll == null) {
        stopped.complete(null);
      } else if (open == null) {
        // Still opening: the thread sees the flag, or gives up waiting for the broker.
        poll.interrupt();
      }
    }
    // Wakes a poll that waits for a slot; the flag keeps it from asking for a message.
    slots.release();
    if (open != null) {
      open.stop();
    }
    return stopped;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    onClose.accept(this);
    stop()
        .whenComplete(
            (nothing, failure) -> {
              BlockingListener open;
              synchronized (this) {
                open = listener;
              }
              if (open != null) {
                open.close();
              }
            });
  }

  private void run(IncomingHandler handler) {
    try {
      BlockingListener open = opening.open();
      synchronized (this) {
        listener = open;
      }
      started.complete(null);
      while (takeSlot()) {
        BlockingListener.Message message = pollOne(open);
        if (message != null) {
          handler.handle(new AdaptedMessage(message, name));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Polling of {} was interrupted by its stop", name);
    } catch (TransportClosedException e) {
      started.completeExceptionally(e);
      LOG.debug("Polling of {} ends with its transport", name);
    } catch (Throwable e) {
      if (!started.completeExceptionally(e)) {
        LOG.error("Polling of {} failed and ends", name, e);
      }
    } finally {
      started.completeExceptionally(new IllegalStateException("The listener was stopped"));
      stopped.complete(null);
    }
  }

  private boolean takeSlot() throws InterruptedException {
    slots.acquire();
    return !isStopping();
  }

  private BlockingListener.@Nullable Message pollOne(BlockingListener open)
      throws InterruptedException {
    while (!isStopping()) {
      try {
        BlockingListener.Message message = open.poll(POLL);
        if (message != null) {
          return message;
        }
      } catch (TransportClosedException e) {
        throw e;
      } catch (RuntimeException e) {
        // The server must not stay up and deaf because its broker was away for a moment.
        LOG.error("Polling of {} failed and is tried again", name, e);
        pause();
      }
    }
    return null;
  }

  private void pause() throws InterruptedException {
    boolean ignored = stopSignal.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  /** Opens the blocking listener; may block. */
  @FunctionalInterface
  interface Opening {
    BlockingListener open() throws InterruptedException;
  }
}
