package dev.fjord.guard;

import dev.fjord.porting.MethodUse;
import dev.fjord.porting.Readiness;
import dev.fjord.porting.TimeText;
import dev.fjord.porting.Times;
import dev.fjord.porting.Verdict;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Style;
import java.time.Duration;

/** Decides what a team should do about a method, from what was measured. Immutable. */
final class Judge {
  /** What a method may take to be called short, as a part of the limit. */
  private static final int SHORT_PART = 10;

  private final Duration limit;

  Judge(Duration limit) {
    this.limit = limit;
  }

  Verdict verdict(EndpointMethod method, MethodUse use) {
    if (use.calls() == 0) {
      return new Verdict(Readiness.NOT_CALLED, "not called yet");
    }
    return method.style() == Style.ASYNC ? asynchronous(use) : blocking(use);
  }

  private Verdict asynchronous(MethodUse use) {
    if (use.moved() > 0) {
      return new Verdict(
          Readiness.BLOCKS,
          "moved to workers, it blocked the loop " + use.moved() + " times: make it T again");
    }
    boolean onLoop = use.onLoop().count() > 0;
    Times times = onLoop ? use.onLoop() : use.onWorkers();
    if (times.p99().compareTo(limit) >= 0) {
      return new Verdict(
          Readiness.BLOCKS,
          (onLoop ? "blocks the loop " : "would block a loop ")
              + TimeText.of(times.p99())
              + " at p99: make it T again");
    }
    if (times.longest().compareTo(limit) >= 0) {
      return new Verdict(
          Readiness.BLOCKS,
          (onLoop ? "blocks the loop now and then, " : "would block a loop now and then, ")
              + TimeText.of(times.longest())
              + " at most: find out when");
    }
    return new Verdict(
        Readiness.PORTED,
        "ported: has its " + (onLoop ? "loop " : "thread ") + TimeText.of(times.p99()) + " at p99");
  }

  private Verdict blocking(MethodUse use) {
    Times times = use.onWorkers();
    String taken = TimeText.of(times.p99()) + " at p99";
    long waited = percent(use.waits().total(), times.total());
    if (waited >= 50) {
      return new Verdict(
          Readiness.READY,
          "ready: spends "
              + waited
              + " % of its time in blocking calls of Fjord, make them asynchronous");
    }
    String calls =
        use.waits().count() == 0
            ? ""
            : ", and make its blocking calls of Fjord (" + waited + " %) asynchronous";
    if (times.longest().compareTo(limit) < 0
        && times.p99().compareTo(limit.dividedBy(SHORT_PART)) <= 0) {
      return new Verdict(
          Readiness.SAFE,
          use.waits().count() == 0
              ? "safe to port: takes " + taken + ", a loop can run it as it is"
              : "safe to port: takes " + taken + calls);
    }
    return new Verdict(
        Readiness.KEEP,
        "keep it T: would hold a loop " + taken + ", port what it waits for first" + calls);
  }

  private static long percent(Duration part, Duration whole) {
    return whole.isZero() ? 0 : Math.min(100, part.toNanos() * 100 / whole.toNanos());
  }
}
