package dev.fjord.guard;

import dev.fjord.porting.TimeText;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Timers;
import dev.fjord.telemetry.BlockedLoop;
import dev.fjord.telemetry.TelemetryListener;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often one method held its loop too long, says so in the log without flooding it, and
 * decides when the method is moved. Thread-safe; nothing here is on the way of a method that keeps
 * to the limit, but {@link #hasMoved}.
 */
final class Offences {
  private static final Logger LOG = LoggerFactory.getLogger("dev.fjord.guard");

  private final String serverName;
  private final EndpointMethod method;
  private final TelemetryListener telemetry;
  private final Timers timers;
  private final BlockedLoopPolicy policy;
  private final long begin;
  private long quietUntil;
  private long unsaid;
  private long count;
  private boolean canMove;
  private volatile boolean moved;

  Offences(
      String serverName,
      EndpointMethod method,
      Timers timers,
      BlockedLoopPolicy policy,
      TelemetryListener telemetry) {
    this.serverName = serverName;
    this.telemetry = telemetry;
    this.method = method;
    this.timers = timers;
    this.policy = policy;
    this.begin = timers.nanoTime();
  }

  /** From now on the executor goes by what {@link #hasMoved} says. */
  synchronized void canMove() {
    canMove = true;
  }

  boolean hasMoved() {
    return moved;
  }

  synchronized long count() {
    return count;
  }

  /** Whether there is to be a report now; if so, the method is quiet for a while after it. */
  synchronized boolean mayReport() {
    long now = timers.nanoTime() - begin;
    if (now < quietUntil) {
      return false;
    }
    quietUntil = now + GuardRules.QUIET.toNanos();
    return true;
  }

  /** Reports a method that holds its loop at this moment. */
  void isHolding(Duration held, Thread loop, StackTraceElement[] stack) {
    tell(BlockedLoop.Phase.HOLDING, held, loop, List.of(stack));
    LOG.warn(
        "{} has held the event loop {} for {}: no other message of that loop is worked on until it"
            + " returns. Give the loop back and complete the stage later, or let the method return"
            + " its result instead of a stage. It is at{}",
        method.javaName(),
        loop.getName(),
        TimeText.of(held),
        text(stack));
  }

  /** Counts a method that has given its loop back too late, and says in the end how late. */
  void ended(Duration held, Thread loop, boolean reportedWhileHeld) {
    tell(BlockedLoop.Phase.ENDED, held, loop, List.of());
    boolean tell = reportedWhileHeld || mayReport();
    long others;
    boolean moving;
    synchronized (this) {
      count++;
      others = unsaid;
      unsaid = tell ? 0 : unsaid + 1;
      moving =
          policy == BlockedLoopPolicy.MOVE
              && canMove
              && !moved
              && count >= GuardRules.OFFENCES_BEFORE_MOVE;
      if (moving) {
        moved = true;
      }
    }
    if (tell) {
      LOG.warn(
          "{} held the event loop {} for {}{}",
          method.javaName(),
          loop.getName(),
          TimeText.of(held),
          others == 0 ? "" : ", and " + others + " times too long since the last report");
    }
    if (moving) {
      LOG.warn(
          "{} runs on workers from now on: it has blocked its event loop {} times, and"
              + " blocked_loop_policy = move. What it shares with other methods must be safe for"
              + " several threads.",
          method.javaName(),
          GuardRules.OFFENCES_BEFORE_MOVE);
    }
  }

  private void tell(
      BlockedLoop.Phase phase, Duration held, Thread loop, List<StackTraceElement> stack) {
    telemetry.loopBlocked(
        new BlockedLoop(phase, serverName, method.javaName(), loop.getName(), held, stack));
  }

  private static String text(StackTraceElement[] stack) {
    StringBuilder lines = new StringBuilder();
    for (StackTraceElement frame : stack) {
      lines.append("\n\tat ").append(frame);
    }
    return lines.length() == 0 ? " an unknown place" : lines.toString();
  }
}
