package dev.fjord.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Calls over the fake driver: how many a second for each executor, each style of endpoint method,
 * and what that method does, with so many calls in flight.
 *
 * <p>Executors are found by name, so that one from another jar can be measured as well:
 *
 * <pre>
 * java -cp benchmarks.jar:theirs.jar org.openjdk.jmh.Main EndpointStyle -p executor=hybrid,theirs
 * </pre>
 *
 * An executor that refuses a style says so in that cell, and the other cells go on.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EndpointStyleBenchmark {
  /** One call; returns when there is room for the next in the window, not when it is answered. */
  @Benchmark
  public void call(ServedEndpoint served) throws InterruptedException {
    served.window().call();
  }
}
