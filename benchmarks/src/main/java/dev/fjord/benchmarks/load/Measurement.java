package dev.fjord.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one load on one subject came to.
 *
 * @param load how it was called, see {@link Calling}
 * @param seconds for how long it was measured
 * @param opsPerSecond operations that ended in a second
 * @param p50 the median latency in µs
 * @param p99 99 of 100 were no slower, in µs
 * @param p999 999 of 1,000 were no slower, in µs
 * @param max the slowest, in µs
 * @param bytesPerOp what this JVM, both ends, allocated for an operation
 * @param clientCpu CPU time of this JVM, both ends, for an operation in µs
 * @param brokerCpu CPU time of the broker for an operation in µs
 * @param otherCores the cores that other processes kept busy meanwhile
 * @param threads the most threads that the process had
 * @param peakMebibytes the most memory that was resident, in MiB
 * @param failed operations that failed, over all
 * @param wrong operations whose reply was not what had been sent, over all
 * @param lost operations that never ended
 * @param warmUpSeconds how long it took until the compiler was at rest
 */
public record Measurement(
    String load,
    double seconds,
    double opsPerSecond,
    double p50,
    double p99,
    double p999,
    double max,
    double bytesPerOp,
    double clientCpu,
    double brokerCpu,
    double otherCores,
    long threads,
    long peakMebibytes,
    long failed,
    long wrong,
    long lost,
    double warmUpSeconds) {

  private static final double MICRO = 1_000;

  static Measurement of(Calling calling, Usage used, Histogram latencies, double warmUpSeconds) {
    double count = Math.max(1, latencies.getTotalCount());
    double seconds = used.time() / 1e9;
    return new Measurement(
        calling.toString(),
        seconds,
        latencies.getTotalCount() / seconds,
        latencies.getValueAtPercentile(50) / MICRO,
        latencies.getValueAtPercentile(99) / MICRO,
        latencies.getValueAtPercentile(99.9) / MICRO,
        latencies.getMaxValue() / MICRO,
        used.bytes() / count,
        used.cpu() / MICRO / count,
        used.broker() / MICRO / count,
        used.otherCores(),
        Proc.threads(),
        Proc.peakMebibytes(),
        0,
        0,
        0,
        warmUpSeconds);
  }

  Measurement ended(Tally tally, int lostOperations) {
    return new Measurement(
        load,
        seconds,
        opsPerSecond,
        p50,
        p99,
        p999,
        max,
        bytesPerOp,
        clientCpu,
        brokerCpu,
        otherCores,
        threads,
        peakMebibytes,
        tally.failures(),
        tally.wrongReplies(),
        lostOperations,
        warmUpSeconds);
  }
}
