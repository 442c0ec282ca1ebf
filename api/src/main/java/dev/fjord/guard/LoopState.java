package dev.fjord.guard;

import dev.fjord.spi.EventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one loop is doing for one server: written by the loop's thread alone, read by the watcher.
 * The turn is odd while a task runs; who reads the same odd turn before and after has read what
 * belongs to it.
 */
@SuppressWarnings("UnusedVariable") // the fields are read through their handles
final class LoopState {
  private static final VarHandle TURN;
  private static final VarHandle SEAT;
  private static final VarHandle BEGUN;
  private static final VarHandle THREAD;

  static {
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      TURN = here.findVarHandle(LoopState.class, "turn", long.class);
      SEAT = here.findVarHandle(LoopState.class, "seat", LoopSeat.class);
      BEGUN = here.findVarHandle(LoopState.class, "begun", long.class);
      THREAD = here.findVarHandle(LoopState.class, "thread", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final EventLoop loop;
  private long turn;
  private @Nullable LoopSeat seat;
  private long begun;
  private @Nullable Thread thread;
  // The turn that was reported last while it ran, written by the watcher.
  private volatile long reported;

  LoopState(EventLoop loop) {
    this.loop = loop;
  }

  EventLoop loop() {
    return loop;
  }

  /** Whether a task is running, for the loop's own thread. */
  boolean isRunning() {
    return (turn & 1) != 0;
  }

  void enter(LoopSeat newSeat, long now) {
    SEAT.setOpaque(this, newSeat);
    BEGUN.setOpaque(this, now);
    THREAD.setOpaque(this, Thread.currentThread());
    TURN.setRelease(this, turn + 1);
  }

  /** Ends the turn; returns whether it was reported while it ran. */
  boolean leave() {
    long ending = turn;
    TURN.setRelease(this, ending + 1);
    return reported == ending;
  }

  /** The turn that runs now, if one does; called by the watcher. */
  @Nullable Turn running() {
    long before = (long) TURN.getAcquire(this);
    if ((before & 1) == 0) {
      return null;
    }
    LoopSeat whose = (LoopSeat) SEAT.getOpaque(this);
    Thread where = (Thread) THREAD.getOpaque(this);
    Turn read = new Turn(before, whose, where, (long) BEGUN.getOpaque(this));
    return isStill(read) ? read : null;
  }

  /** Whether a turn has not ended since it was read. */
  boolean isStill(Turn read) {
    VarHandle.loadLoadFence();
    return (long) TURN.getAcquire(this) == read.number();
  }

  boolean wasReported(Turn read) {
    return reported == read.number();
  }

  void reported(Turn read) {
    reported = read.number();
  }

  /**
   * A task on a loop.
   *
   * @param number odd, and another for each
   * @param seat the method it is for
   * @param thread the loop's thread
   * @param begun when it began, by the timers
   */
  record Turn(long number, LoopSeat seat, Thread thread, long begun) {}
}
