package dev.fjord.interop.amqp;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.notify.Notifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A sender of numbers on a virtual thread, with a few messages on their way at any time. */
final class SendLoad implements AutoCloseable {
  private static final int ON_THEIR_WAY = 50;

  private final IntFunction<CompletionStage<?>> sender;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failed = new AtomicInteger();
  private final Thread thread;

  SendLoad(IntFunction<CompletionStage<?>> sender) {
    this.sender = sender;
    this.thread = Thread.ofVirtual().name("sender").start(this::sendOn);
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
      throw new AssertionError("The sender never came back");
    }
  }

  /** Notifications whose payload is the number. */
  static SendLoad of(Notifier notifier) {
    return new SendLoad(n -> notifier.info(MessageContext.empty(), "counted", n));
  }

  private void sendOn() {
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
    return sender
        .apply(n)
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
