package dev.fjord.spi;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One invocation on its loop: starts there, finishes there, and is given up at its deadline. */
final class LoopRun {
  private final AcceptedInvocation accepted;
  private final EventLoop loop;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Timers.@Nullable Timeout deadline;

  LoopRun(AcceptedInvocation accepted, EventLoop loop) {
    this.accepted = accepted;
    this.loop = loop;
  }

  void begin() {
    try {
      loop.unwatched().execute(this::start, accepted::reject);
    } catch (RuntimeException | Error e) {
      // Not every executor refuses with the exception made for that.
      accepted.reject(e);
    }
  }

  private void start() {
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
      if (!over.get()) {
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
    if (over.get()) {
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
    if (over.compareAndSet(false, true)) {
      cancelIfOver();
      accepted.end(outcome);
    }
  }

  /** Called after each of the two is set: the deadline by start, over by end on another thread. */
  private void cancelIfOver() {
    Timers.Timeout set = deadline;
    if (over.get() && set != null) {
      set.cancel();
    }
  }
}
