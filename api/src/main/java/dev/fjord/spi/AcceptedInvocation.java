package dev.fjord.spi;

import dev.fjord.EndpointTimeoutException;
import dev.fjord.NotStartedException;
import dev.fjord.telemetry.WorkObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An invocation that was accepted and holds a slot. A {@link Placement} calls exactly one of {@link
 * #runOnWorker}, {@link #runOn} and {@link #reject}, once; each sees to it that the invocation is
 * finished and the slot freed, whatever happens.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class AcceptedInvocation {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedInvocation.class);

  private final Invocation invocation;
  private final Slots slots;
  private final @Nullable MethodWatch watch;
  private final @Nullable ObservedWork work;
  private final AtomicBoolean freed = new AtomicBoolean();
  // Set before it can run, taken away by the one call that ends it.
  private volatile @Nullable MethodLimit limit;

  AcceptedInvocation(Invocation invocation, Slots slots, @Nullable ObservedWork work) {
    this.invocation = invocation;
    this.slots = slots;
    this.watch = slots.watchOf(invocation.method());
    this.work = work;
  }

  /** The method that is to run. */
  public EndpointMethod method() {
    return invocation.method();
  }

  /**
   * Where it must run now: a worker or a loop. That of its method, unless the method blocked its
   * loop so often that it was moved to workers.
   */
  public Style style() {
    return watch == null ? method().style() : watch.style();
  }

  /**
   * Runs the method on this thread, waits for its stage until the deadline if it is not complete,
   * and finishes here. Called on a worker; blocks as long as the method does. Never throws.
   */
  public void runOnWorker() {
    Outcome outcome;
    try {
      CompletionStage<Outcome> stage = startOnWorker();
      if (stage == null) {
        return;
      }
      outcome = await(stage);
    } catch (Throwable e) {
      outcome = new Outcome.Failure(e);
    }
    // The endpoint's interrupt is not the reply's: a driver may refuse to write with the flag set.
    Thread.interrupted();
    end(outcome);
  }

  /**
   * Runs the method on a loop and finishes there, at once or when its stage completes; at the
   * deadline if it does not (X4). May be called on any thread; does not block.
   */
  public void runOn(EventLoop loop) {
    new LoopRun(this, watch == null ? loop : watch.on(loop)).begin();
  }

  /** Says that the method's end makes room for another call of it. */
  void isBoundBy(MethodLimit newLimit) {
    limit = newLimit;
  }

  /** How much time is left to it, if its message has a budget. */
  Optional<Duration> budget() {
    return invocation.budget();
  }

  /** Finishes it as a failure because its turn did not come in time. */
  void expiredWaiting(int most) {
    LOG.debug("{} is not started: its limit of {} left it no time", method().javaName(), most);
    // It has no place of its own to make room in.
    limit = null;
    notStarted(
        "the time of its message has run out while it waited, because at most "
            + most
            + " of its calls run at a time",
        null);
  }

  private void leaveLimit() {
    MethodLimit held = limit;
    if (held != null) {
      limit = null;
      slots.left(held);
    }
  }

  /** Finishes the invocation as a failure because no thread takes it (X8). Does not block. */
  public void reject(Throwable why) {
    LOG.warn("{} is not started: no thread takes it", method().javaName(), why);
    notStarted("the threads of its server take no more work", why);
  }

  /** Calls the method; returns null if it was too late for that and the invocation is finished. */
  @Nullable CompletionStage<Outcome> start() {
    Duration left = invocation.budget().orElse(null);
    if (left != null && left.isZero()) {
      LOG.debug("{} is not started: the time of its message has run out", method().javaName());
      notStarted("the time of its message had run out", null);
      return null;
    }
    return work == null ? invocation.invoke() : observed(work.observer());
  }

  private CompletionStage<Outcome> observed(WorkObserver observer) {
    observer.started();
    try {
      return invocation.invoke();
    } finally {
      observer.returned();
    }
  }

  private void notStarted(String why, @Nullable Throwable cause) {
    Outcome outcome = new Outcome.Failure(new NotStartedException(method().javaName(), why, cause));
    tellEnd(outcome);
    leaveLimit();
    finish(outcome);
  }

  private void tellEnd(Outcome outcome) {
    if (work != null) {
      work.observer().ended(outcome instanceof Outcome.Failure failure ? failure.cause() : null);
    }
  }

  /** As {@link #start}, timed until the method has returned its value or its stage. */
  private @Nullable CompletionStage<Outcome> startOnWorker() {
    if (watch == null) {
      return start();
    }
    WorkerTurn.enter(watch);
    long begun = watch.beginOnWorker();
    try {
      CompletionStage<Outcome> stage = start();
      if (stage != null) {
        watch.endOnWorker(begun);
      }
      return stage;
    } finally {
      WorkerTurn.leave();
    }
  }

  /** Schedules what is to happen when the stage has not completed by its deadline (X4). */
  Timers.Timeout atDeadline(Consumer<Outcome> expired) {
    Duration limit = invocation.budget().orElse(slots.endpointTimeout());
    return slots
        .timers()
        .schedule(
            limit,
            () ->
                expired.accept(
                    new Outcome.Failure(new EndpointTimeoutException(method().javaName(), limit))));
  }

  /** Goes on with what else the message must go to, or finishes. Called once, after the method. */
  void end(Outcome outcome) {
    if (watch != null && outcome instanceof Outcome.Failure) {
      watch.failed();
    }
    tellEnd(outcome);
    leaveLimit();
    Optional<Invocation> next;
    try {
      next = invocation.next(outcome);
    } catch (RuntimeException | Error e) {
      LOG.error("What follows {} could not be told", method().javaName(), e);
      next = Optional.empty();
    }
    if (next.isPresent()) {
      ObservedWork then = null;
      if (work != null) {
        work.observer().finished();
        then = work.next(next.get().method());
      }
      slots.place(new AcceptedInvocation(next.get(), slots, then));
    } else {
      finish(outcome);
    }
  }

  /**
   * Finishes; the winner frees the slot once the reply is done with, so that replies are bounded
   * (X7).
   */
  private void finish(Outcome outcome) {
    try {
      if (invocation.finish(outcome)) {
        invocation.finished().whenComplete((nothing, failure) -> free());
      }
    } catch (RuntimeException | Error e) {
      LOG.error("Finishing {} threw, which it must not", method().javaName(), e);
      free();
    }
  }

  /** What came of a stage, also of one that breaks its contract. */
  static Outcome outcome(@Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome != null) {
      return outcome;
    }
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return new Outcome.Failure(failure.getCause());
    }
    return new Outcome.Failure(
        failure != null ? failure : new IllegalStateException("The invocation has no outcome"));
  }

  private Outcome await(CompletionStage<Outcome> stage) {
    CompletableFuture<Outcome> first = new CompletableFuture<>();
    stage.whenComplete((outcome, failure) -> first.complete(outcome(outcome, failure)));
    if (first.isDone()) {
      return first.join();
    }
    Timers.Timeout deadline = atDeadline(first::complete);
    try {
      return first.join();
    } finally {
      deadline.cancel();
    }
  }

  private void free() {
    if (freed.compareAndSet(false, true)) {
      if (work != null) {
        work.observer().finished();
      }
      slots.inFlight().finished();
    }
  }
}
