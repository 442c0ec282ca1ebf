package dev.fjord.logback;

import ch.qos.logback.core.spi.ContextAware;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the records that are under way, and counts what did not leave or arrive. The first record
 * of a row that is lost becomes a status of Logback's; so does the end of the row. Thread-safe;
 * does not block.
 */
final class Window {
  private static final int USUAL = 1_024;

  private final ContextAware statuses;
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong droppedAndNotTold = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile int limit = USUAL;

  Window(ContextAware statuses) {
    this.statuses = statuses;
  }

  void limit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("At least one record must be allowed, not " + most);
    }
    limit = most;
  }

  long dropped() {
    return dropped.get();
  }

  long failed() {
    return failed.get();
  }

  /** Publishes a record if there is room; before it, what was dropped for want of room. */
  void publish(
      Supplier<CompletionStage<@Nullable Void>> record,
      LongFunction<CompletionStage<@Nullable Void>> telling) {
    if (!enter()) {
      dropped.incrementAndGet();
      if (droppedAndNotTold.getAndIncrement() == 0) {
        statuses.addWarn("Log records are dropped: " + limit + " are under way");
      }
      return;
    }
    begin(record);
    long untold = droppedAndNotTold.get();
    if (untold > 0 && enter()) {
      if (droppedAndNotTold.compareAndSet(untold, 0)) {
        statuses.addWarn(untold + " log records were dropped");
        begin(() -> telling.apply(untold));
      } else {
        // Another thread tells it, or some more were dropped, which the next record will tell.
        pending.decrementAndGet();
      }
    }
  }

  private boolean enter() {
    if (pending.incrementAndGet() > limit) {
      pending.decrementAndGet();
      return false;
    }
    return true;
  }

  private void begin(Supplier<CompletionStage<@Nullable Void>> record) {
    CompletionStage<@Nullable Void> leaving;
    try {
      leaving = record.get();
    } catch (RuntimeException e) {
      ended(e);
      return;
    }
    var unused = leaving.whenComplete((nothing, failure) -> ended(failure));
  }

  private void ended(@Nullable Throwable failure) {
    pending.decrementAndGet();
    if (failure == null) {
      failing.set(false);
    } else {
      failed.incrementAndGet();
      if (failing.compareAndSet(false, true)) {
        statuses.addWarn("A log record was not published, nor may the next ones be", failure);
      }
    }
  }
}
