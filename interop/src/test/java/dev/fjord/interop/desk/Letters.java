package dev.fjord.interop.desk;

import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The notifications that a mailbox got, and what it is to say of the next ones: an answer, a
 * failure, or nothing before a gate opens. Without a plan it says that all is handled. Thread-safe.
 */
public final class Letters {
  private final BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Notification>> batches = new LinkedBlockingQueue<>();
  private final Queue<Supplier<CompletableFuture<NotificationResult>>> plans =
      new ConcurrentLinkedQueue<>();
  private final CompletableFuture<NotificationResult> gate = new CompletableFuture<>();
  private volatile boolean holding;

  /** No letters yet, and no plan. */
  public Letters() {}

  /** Answers the next notification with a result. */
  public Letters thenSay(NotificationResult result) {
    plans.add(() -> CompletableFuture.completedFuture(result));
    return this;
  }

  /** Does something where the next notification is handled, and says that it is. */
  public Letters thenRun(Runnable step) {
    plans.add(
        () -> {
          step.run();
          return CompletableFuture.completedFuture(NotificationResult.HANDLED);
        });
    return this;
  }

  /** Fails on the next notification. */
  public Letters thenFail(String message) {
    plans.add(() -> CompletableFuture.failedFuture(new BookingException(message)));
    return this;
  }

  /** Holds all notifications until {@link #open}. */
  public Letters hold() {
    holding = true;
    return this;
  }

  /** Lets the held notifications be handled, and those to come. */
  public void open() {
    gate.complete(NotificationResult.HANDLED);
  }

  /** Waits for the next notification. */
  public Notification next(Duration timeout) throws InterruptedException {
    Notification next = received.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new AssertionError("no notification within " + timeout.toMillis() + " ms");
    }
    return next;
  }

  /** Waits for the next batch. */
  public List<Notification> nextBatch(Duration timeout) throws InterruptedException {
    List<Notification> next = batches.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    if (next == null) {
      throw new AssertionError("no batch within " + timeout.toMillis() + " ms");
    }
    return next;
  }

  /** The batches that were not waited for, which are taken. */
  public List<List<Notification>> batchesSoFar() {
    List<List<Notification>> taken = new ArrayList<>();
    batches.drainTo(taken);
    return taken;
  }

  /** How many notifications were not waited for. */
  public int size() {
    return received.size();
  }

  CompletableFuture<NotificationResult> take(Notification notification) {
    var plan = plans.poll();
    received.add(notification);
    return said(plan);
  }

  CompletableFuture<NotificationResult> takeAll(List<Notification> batch) {
    var plan = plans.poll();
    batches.add(batch);
    return said(plan);
  }

  private CompletableFuture<NotificationResult> said(
      @Nullable Supplier<CompletableFuture<NotificationResult>> plan) {
    if (holding) {
      return gate.copy();
    }
    return plan == null
        ? CompletableFuture.completedFuture(NotificationResult.HANDLED)
        : plan.get();
  }
}
