package dev.fjord.guard;

import dev.fjord.spi.EventLoop;
import dev.fjord.spi.LoopWatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** One method on one loop. Written by the loop's thread alone; read by any. */
final class LoopSeat implements LoopWatch {
  /** Stands for a task inside another one, which is timed with that one. */
  private static final long INSIDE = Long.MIN_VALUE;

  private static final VarHandle CALLS;

  static {
    try {
      CALLS = MethodHandles.lookup().findVarHandle(LoopSeat.class, "calls", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MethodRecord record;
  private final LoopState state;
  private final EventLoop handle;
  private final TimeHistogram times = new TimeHistogram();
  private long calls;

  LoopSeat(MethodRecord record, LoopState state) {
    this.record = record;
    this.state = state;
    this.handle = state.loop().watchedBy(this);
  }

  /** The loop, telling this. */
  EventLoop handle() {
    return handle;
  }

  MethodRecord record() {
    return record;
  }

  TimeHistogram times() {
    return times;
  }

  long calls() {
    return (long) CALLS.getOpaque(this);
  }

  @Override
  public long begin() {
    if (state.isRunning()) {
      return INSIDE;
    }
    long now = record.now();
    state.enter(this, now);
    return now;
  }

  @Override
  public void called() {
    CALLS.setOpaque(this, calls + 1);
  }

  @Override
  public void end(long begun) {
    if (begun == INSIDE) {
      return;
    }
    long held = record.now() - begun;
    boolean reported = state.leave();
    times.addAlone(held);
    if (record.isTooLong(held)) {
      record.heldTooLong(held, reported);
    }
  }
}
