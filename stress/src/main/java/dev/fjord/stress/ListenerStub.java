package dev.fjord.stress;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what is asked of it and delivers nothing. Thread-safe. */
final class ListenerStub implements Listener {
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void request(int slots) {
    requested.addAndGet(slots);
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    stops.incrementAndGet();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    // Nothing to let go of.
  }

  int requested() {
    return requested.get();
  }

  int stops() {
    return stops.get();
  }
}
