package dev.fjord.benchmarks.load;

import java.lang.management.ManagementFactory;

/**
 * What was used up to a moment.
 *
 * @param time when
 * @param cpu by this process
 * @param broker CPU time of the broker
 * @param all CPU time of all processes
 * @param bytes that this process allocated
 */
public record Usage(long time, long cpu, long broker, long all, long bytes) {
  /** Up to now. */
  public static Usage now(long brokerPid) {
    return new Usage(
        System.nanoTime(),
        cpuOfThisProcess(),
        Proc.cpuNanos(brokerPid),
        Proc.busyNanos(),
        allocated());
  }

  /** From an earlier moment to this. */
  public Usage since(Usage earlier) {
    return new Usage(
        time - earlier.time,
        cpu - earlier.cpu,
        broker - earlier.broker,
        all - earlier.all,
        bytes - earlier.bytes);
  }

  /** The cores that others kept busy. */
  public double otherCores() {
    return Math.max(0, (double) (all - cpu - broker) / time);
  }

  /** The bytes that all threads of this process have allocated, ended ones included. */
  public static long allocated() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
        .getTotalThreadAllocatedBytes();
  }

  private static long cpuOfThisProcess() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
