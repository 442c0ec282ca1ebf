package dev.fjord.benchmarks.subject;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Listener;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hands over what it is offered, as far as slots were requested: a wire without a wire. */
public final class ScriptedListener implements Listener {
  private final Queue<IncomingMessage> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger slots = new AtomicInteger();
  private volatile @Nullable IncomingHandler handler;

  /** A message has come. */
  public void offer(IncomingMessage message) {
    if (slots.getAndDecrement() > 0) {
      hand(message);
    } else {
      waiting.add(message);
      giveBackSlots(1);
    }
  }

  /** How many slots are free. */
  public int slots() {
    return slots.get();
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler newHandler) {
    handler = newHandler;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void request(int more) {
    giveBackSlots(more);
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    handler = null;
  }

  private void giveBackSlots(int more) {
    slots.addAndGet(more);
    // A race with offer(): a message may have come to wait while there was no slot.
    while (!waiting.isEmpty() && slots.get() > 0) {
      if (slots.getAndDecrement() > 0) {
        IncomingMessage next = waiting.poll();
        if (next != null) {
          hand(next);
          continue;
        }
      }
      slots.incrementAndGet();
    }
  }

  private void hand(IncomingMessage message) {
    IncomingHandler current = handler;
    if (current != null) {
      current.handle(message);
    }
  }
}
