package dev.fjord.interop.desk;

import dev.fjord.MessageContext;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a desk wrote down, and the gate that it holds callers at. Thread-safe. */
public final class Ledger {
  /**
   * What a request without a reply brought.
   *
   * @param value its argument
   * @param context what travelled beside it
   */
  public record Entry(@Nullable Object value, MessageContext context) {}

  private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> gate = new CompletableFuture<>();
  private final AtomicInteger arrived = new AtomicInteger();

  /** A ledger with nothing in it and its gate shut. */
  public Ledger() {}

  /** Waits for the next entry. */
  public Entry next(Duration timeout) throws InterruptedException {
    Entry entry = entries.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (entry == null) {
      throw new AssertionError("nothing was written down within " + timeout.toMillis() + " ms");
    }
    return entry;
  }

  /** How many entries were not waited for. */
  public int size() {
    return entries.size();
  }

  /** Lets everybody go on who is held at the gate, and who comes there later. */
  public void open() {
    gate.complete("let go");
  }

  /** How many have come to the gate. */
  public int arrived() {
    return arrived.get();
  }

  void write(@Nullable Object value, MessageContext context) {
    entries.add(new Entry(value, context));
  }

  CompletableFuture<String> arrive() {
    arrived.incrementAndGet();
    return gate.copy();
  }
}
