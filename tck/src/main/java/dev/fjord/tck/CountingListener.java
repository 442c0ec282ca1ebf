package dev.fjord.tck;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what an executor asks of its listener and is handed by it. */
final class CountingListener implements Listener {
  private final Listener listener;
  private final int slots;
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicInteger handedOver = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger worstExcess = new AtomicInteger(Integer.MIN_VALUE);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  CountingListener(Listener listener, int slots) {
    this.listener = listener;
    this.slots = slots;
  }

  /** Told of each call before its executor can know of its end, so that no excess is imagined. */
  void countDone() {
    done.incrementAndGet();
  }

  /** Slots that were requested and not used yet. */
  int credit() {
    return requested.get() - handedOver.get();
  }

  int handedOver() {
    return handedOver.get();
  }

  /** By how much the worst request went beyond the slots that were free; never above 0. */
  int worstExcess() {
    return worstExcess.get();
  }

  /** The threads that messages came from. */
  Set<Thread> threads() {
    return Set.copyOf(threads);
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
    return listener.start(
        message -> {
          threads.add(Thread.currentThread());
          handedOver.incrementAndGet();
          handler.handle(message);
        });
  }

  @Override
  public void request(int count) {
    int excess = requested.addAndGet(count) - slots - done.get();
    worstExcess.accumulateAndGet(excess, Math::max);
    listener.request(count);
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    return listener.stop();
  }

  @Override
  public void close() {
    listener.close();
  }
}
