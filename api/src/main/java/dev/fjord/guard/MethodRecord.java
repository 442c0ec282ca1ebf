package dev.fjord.guard;

import dev.fjord.porting.MethodUse;
import dev.fjord.porting.Times;
import dev.fjord.porting.Waits;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.MethodWatch;
import dev.fjord.spi.Style;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How one method uses the threads of its server. Thread-safe. */
final class MethodRecord implements MethodWatch {
  private final EndpointMethod method;
  private final Timers timers;
  private final long limitNanos;
  private final LoopStates loops;
  private final Offences offences;
  private final LongAdder failures = new LongAdder();
  // One for each loop it has run on; replaced, never changed.
  private volatile LoopSeat[] seats = {};
  private volatile @Nullable WorkerTimes workers;

  MethodRecord(
      EndpointMethod method, Timers timers, GuardRules rules, LoopStates loops, Offences offences) {
    this.method = method;
    this.timers = timers;
    this.limitNanos = rules.isGuarding() ? rules.limit().toNanos() : Long.MAX_VALUE;
    this.loops = loops;
    this.offences = offences;
  }

  EndpointMethod method() {
    return method;
  }

  Offences offences() {
    return offences;
  }

  long now() {
    return timers.nanoTime();
  }

  boolean isTooLong(long held) {
    return held >= limitNanos;
  }

  /** The loop's thread has it back, too late. */
  void heldTooLong(long held, boolean reportedWhileHeld) {
    offences.ended(Duration.ofNanos(held), Thread.currentThread(), reportedWhileHeld);
  }

  @Override
  public Style style() {
    return offences.hasMoved() ? Style.BLOCKING : method.style();
  }

  @Override
  public EventLoop on(EventLoop loop) {
    for (LoopSeat seat : seats) {
      if (seat.handle().isSameAs(loop)) {
        return seat.handle();
      }
    }
    return sit(loop);
  }

  private synchronized EventLoop sit(EventLoop loop) {
    for (LoopSeat seat : seats) {
      // Another message was here first.
      if (seat.handle().isSameAs(loop)) {
        return seat.handle();
      }
    }
    LoopState state = loops.of(loop);
    if (state == null) {
      return loop;
    }
    LoopSeat seat = new LoopSeat(this, state);
    LoopSeat[] more = Arrays.copyOf(seats, seats.length + 1);
    more[seats.length] = seat;
    seats = more;
    return seat.handle();
  }

  @Override
  public long beginOnWorker() {
    return timers.nanoTime();
  }

  @Override
  public void endOnWorker(long begun) {
    workers().add(timers.nanoTime() - begun);
  }

  @Override
  public long beginWait() {
    return timers.nanoTime();
  }

  @Override
  public void endWait(long begun) {
    workers().addWait(timers.nanoTime() - begun);
  }

  @Override
  public void failed() {
    failures.increment();
  }

  MethodUse use() {
    Set<String> places = new HashSet<>();
    LoopSeat[] all = seats;
    long calls = 0;
    for (LoopSeat seat : all) {
      calls += seat.calls();
    }
    if (calls > 0) {
      places.add("loop");
    }
    Times onLoop = TimeHistogram.together(Arrays.stream(all).map(LoopSeat::times).toList());
    WorkerTimes known = workers;
    Times onWorkers = known == null ? Times.none() : known.times();
    if (known != null && known.hasRunVirtually()) {
      places.add("virtual");
    }
    if (known != null && known.hasRunOnPool()) {
      places.add("pool");
    }
    return new MethodUse(
        places,
        calls + onWorkers.count(),
        failures.sum(),
        onLoop,
        onWorkers,
        known == null ? new Waits(0, Duration.ZERO) : known.waits(),
        offences.count(),
        offences.hasMoved() ? GuardRules.OFFENCES_BEFORE_MOVE : 0);
  }

  private WorkerTimes workers() {
    WorkerTimes known = workers;
    return known != null ? known : makeWorkers();
  }

  private synchronized WorkerTimes makeWorkers() {
    WorkerTimes known = workers;
    if (known == null) {
      known = new WorkerTimes();
      workers = known;
    }
    return known;
  }
}
