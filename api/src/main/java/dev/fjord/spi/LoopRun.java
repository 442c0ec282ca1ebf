package dev.fjord.spi;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One invocation on its loop: starts there, finishes there, and is given up at its deadline. */
final class LoopRun implements Runnable {
  // A field and not an object of its own: there is one for each message.
  private static final AtomicIntegerFieldUpdater<LoopRun> OVER =
      AtomicIntegerFieldUpdater.newUpdater(LoopRun.class, "over");

  private final AcceptedInvocation accepted;
  private final EventLoop loop;
  private volatile int over;
  private volatile Timers.@Nullable Timeout deadline;

  LoopRun(AcceptedInvocation accepted, EventLoop loop) {
    this.accepted = accepted;
    this.loop = loop;
  }

  void begin() {
    try {
      loop.unwatched().execute(this, accepted::reject);
    } catch (RuntimeException | Error e) {
      // Not every executor refuses with the exception made for that.
      accepted.reject(e);
    }
  }

  @Override
  public void run() {
    long begun = loop.enter();
    try {
      CompletionStage<Outcome> stage = accepted.start();
      if (stage == null) {
        return;
      }
      loop.countCall();
      // What a method does to its thread is not to reach its reply or the next method.
      Thread.interrupted();
      stage.whenComplete(
          (outcome, failure) -> completed(AcceptedInvocation.outcome(outcome, failure)));
      if (!isOver()) {
        deadline = accepted.atDeadline(this::completed);
        cancelIfOver();
      }
    } catch (Throwable e) {
      end(new Outcome.Failure(e));
    } finally {
      loop.leave(begun);
    }
  }

  /** Called by whoever completes the stage, on any thread, and by the timers. */
  private void completed(Outcome outcome) {
    if (isOver()) {
      return;
    }
    if (loop.isHere()) {
      Thread.interrupted();
      end(outcome);
      return;
    }
    try {
      loop.unwatched().execute(() -> endInTurn(outcome), rejected -> end(outcome));
    } catch (RuntimeException | Error e) {
      end(outcome);
    }
  }

  private void endInTurn(Outcome outcome) {
    long begun = loop.enter();
    try {
      end(outcome);
    } finally {
      loop.leave(begun);
    }
  }

  private void end(Outcome outcome) {
    // The stage and the timers may both have asked for the loop before one of them got it.
    if (OVER.compareAndSet(this, 0, 1)) {
      cancelIfOver();
      accepted.end(outcome);
    }
  }

  /** Called after each of the two is set: the deadline by run, over by end on another thread. */
  private void cancelIfOver() {
    Timers.Timeout set = deadline;
    if (isOver() && set != null) {
      set.cancel();
    }
  }

  private boolean isOver() {
    return over != 0;
  }
}
