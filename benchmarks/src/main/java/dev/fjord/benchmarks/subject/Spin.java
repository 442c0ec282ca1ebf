package dev.fjord.benchmarks.subject;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Computes for a given CPU time: so many rounds, however long the thread is kept waiting. */
final class Spin implements Runnable {
  private static final int TRIAL = 2_000_000;

  private final int rounds;
  private volatile long sink;

  private Spin(int rounds) {
    this.rounds = rounds;
  }

  /** Measures this machine, once compiled. */
  static Spin lasting(Duration cpu) {
    if (cpu.isZero()) {
      return new Spin(0);
    }
    Spin trial = new Spin(TRIAL);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      trial.run();
      long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      best = Math.min(best, Math.max(1, used));
    }
    return new Spin((int) Math.max(1, (double) TRIAL * cpu.toNanos() / best));
  }

  @Override
  public void run() {
    long value = sink | 1;
    for (int i = 0; i < rounds; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
    }
    sink = value;
  }
}
