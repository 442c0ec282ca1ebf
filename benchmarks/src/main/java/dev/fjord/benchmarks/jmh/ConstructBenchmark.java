package dev.fjord.benchmarks.jmh;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the executors are made of, bare: one task through each, with 64 under way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ConstructBenchmark {
  /** A pool of 64 threads, a virtual thread per task, one thread with a queue. */
  @Param({"pool", "virtual", "loop"})
  public String construct = "";

  private final Window window = new Window(ExecutorBenchmark.WINDOW);
  private ExecutorService threads = Executors.newSingleThreadExecutor();

  /** Makes it. */
  @Setup(Level.Trial)
  public void start() {
    threads.shutdown();
    threads =
        switch (construct) {
          case "pool" ->
              new ThreadPoolExecutor(
                  64, 64, 0, TimeUnit.NANOSECONDS, new ArrayBlockingQueue<>(1_024));
          case "virtual" -> Executors.newVirtualThreadPerTaskExecutor();
          case "loop" ->
              new ThreadPoolExecutor(1, 1, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>());
          default -> throw new IllegalArgumentException(construct);
        };
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void stop() {
    threads.shutdown();
  }

  /** Runs a task. */
  @Benchmark
  @OperationsPerInvocation(ExecutorBenchmark.OPERATIONS)
  public void dispatch() {
    for (int i = 0; i < ExecutorBenchmark.OPERATIONS; i++) {
      window.enter();
      threads.execute(new Task(window));
    }
    window.awaitEmpty();
  }

  private record Task(Window window) implements Runnable {
    @Override
    public void run() {
      window.leave();
    }
  }
}
