package dev.fjord.benchmarks.load;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Puts one load on a subject after the other: warms up until the compiler is at rest, then
 * measures.
 *
 * <p>The rate says too little about that: with two cores the compiler takes a half of the machine
 * for tens of seconds, in which the rate looks steady at a fraction of what it will be.
 */
final class Trial {
  private static final double AT_REST = 0.05;
  private static final int RESTFUL_WINDOWS = 3;
  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final Duration END_LIMIT = Duration.ofSeconds(20);

  private final Subject subject;
  private final int size;
  private final long brokerPid;
  private final Timing timing;

  /**
   * How long things take.
   *
   * @param window one look at the rate
   * @param leastWarmUp windows before the first load is measured
   * @param mostWarmUp windows after which it is measured though code is still being compiled
   * @param measured for how long a load is measured
   */
  record Timing(Duration window, int leastWarmUp, int mostWarmUp, Duration measured) {
    static Timing of(Parameters parameters) {
      return new Timing(
          Duration.ofMillis(parameters.number("window", 1_000)),
          parameters.number("warmMin", 3),
          parameters.number("warmMax", 7),
          Duration.ofMillis(parameters.number("measure", 2_000)));
    }

    /** For a load after the first: what runs is compiled already. */
    Timing again() {
      return new Timing(window, 2, Math.clamp(mostWarmUp, 2, 4), measured);
    }
  }

  Trial(Subject subject, Parameters parameters, Timing timing) {
    this.subject = subject;
    this.size = parameters.number("size", 100);
    this.brokerPid = parameters.number("brokerPid", 0);
    this.timing = timing;
  }

  Measurement measure(Calling calling) throws InterruptedException {
    Tally tally = new Tally();
    Load load = Load.of(calling, subject, tally, size);
    load.begin();
    long warmUpBegin = System.nanoTime();
    warmUp();
    double warmUpSeconds = (System.nanoTime() - warmUpBegin) / 1e9;
    Proc.forgetPeak();
    var unused = tally.sinceLast();
    Usage before = Usage.now(brokerPid);
    pass(timing.measured);
    Usage used = Usage.now(brokerPid).since(before);
    Measurement measurement = Measurement.of(calling, used, tally.sinceLast(), warmUpSeconds);
    int lost = load.end(END_LIMIT);
    Throwable failure = tally.firstFailure();
    if (failure != null) {
      throw new IllegalStateException(
          calling + ": " + tally.failures() + " operations failed, the first one so", failure);
    }
    return measurement.ended(tally, lost);
  }

  /** Until the compiler was at work for less than 5 % of each of a few windows in a row. */
  private void warmUp() throws InterruptedException {
    int restful = 0;
    for (int windows = 1; windows <= timing.mostWarmUp; windows++) {
      long before = COMPILER.getTotalCompilationTime();
      pass(timing.window);
      long compiling = COMPILER.getTotalCompilationTime() - before;
      restful = compiling < AT_REST * timing.window.toMillis() ? restful + 1 : 0;
      if (windows >= timing.leastWarmUp && restful >= RESTFUL_WINDOWS) {
        return;
      }
    }
  }

  /** Lets time pass; nothing else happens on this thread. */
  private static void pass(Duration time) throws InterruptedException {
    var unused = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
