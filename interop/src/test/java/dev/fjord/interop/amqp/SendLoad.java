package dev.fjord.interop.amqp;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.notify.Notifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A notifier on a virtual thread, with a few notifications on their way at any time. */
final class NotifyLoad implements AutoCloseable {
  private static final int ON_THEIR_WAY = 50;

  private final Notifier notifier;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failed = new AtomicInteger();
  private final Thread thread;

  NotifyLoad(Notifier notifier) {
    this.notifier = notifier;
    this.thread = Thread.ofVirtual().name("notifier").start(this::notifyOn);
  }

  /** What the broker has confirmed. */
  Set<Integer> confirmed() {
    return confirmed;
  }

  /** How many ended with an error, so that nothing is known of them. */
  int failed() {
    return failed.get();
  }

  @Override
  public void close() throws InterruptedException {
    stopped.set(true);
    if (!thread.join(Duration.ofSeconds(40))) {
      throw new AssertionError("The notifier never came back");
    }
  }

  private void notifyOn() {
    Queue<CompletableFuture<?>> underWay = new ArrayDeque<>();
    for (int i = 0; !stopped.get(); i++) {
      underWay.add(send(i));
      if (underWay.size() >= ON_THEIR_WAY) {
        underWay.remove().join();
      }
    }
    underWay.forEach(CompletableFuture::join);
  }

  private CompletableFuture<?> send(int n) {
    return notifier
        .info(MessageContext.empty(), "counted", n)
        .toCompletableFuture()
        .handle(
            (done, failure) -> {
              if (failure == null) {
                confirmed.add(n);
              } else {
                failed.incrementAndGet();
                if (!(failure instanceof FjordException)
                    && !(failure.getCause() instanceof FjordException)) {
                  throw new AssertionError("An error that has no type of ours", failure);
                }
              }
              return null;
            });
  }
}
