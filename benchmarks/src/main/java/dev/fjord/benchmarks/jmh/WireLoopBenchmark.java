package dev.fjord.benchmarks.jmh;

import dev.fjord.driver.amqp.net.LoopTurn;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

/**
 * One task handed over to the loop that owns a connection, from another thread, which waits until
 * each burst has run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class WireLoopBenchmark {
  private static final int OPERATIONS = 64 * 128;

  /**
   * Netty's own {@code execute}; the wire loop's {@code run}, a task each; a queue with a turn of
   * the loop for what is in it, which is how messages leave.
   */
  @Param({"netty", "run", "turn"})
  public String way = "";

  /** How many are handed over before the thread waits; a divisor of 8,192. */
  @Param({"1", "64"})
  public int burst;

  private final Queue<Task> handedOver = new ConcurrentLinkedQueue<>();
  private final WireLoop wire = new WireLoop("benchmark", new NoTimers());
  private final LoopTurn turn = new LoopTurn(wire, this::takeHandedOver, WireLoopBenchmark::closed);
  private Window window = new Window(1);
  private Way chosen = task -> {};

  /** How a task gets onto the loop. */
  private interface Way {
    void hand(Task task);
  }

  /** Chooses the way. */
  @Setup(Level.Trial)
  public void start() {
    window = new Window(burst);
    var loop = wire.group().next();
    chosen =
        switch (way) {
          case "netty" -> loop::execute;
          case "run" -> task -> wire.run(task, WireLoopBenchmark::closed);
          case "turn" ->
              task -> {
                handedOver.add(task);
                turn.ask();
              };
          default -> throw new IllegalArgumentException(way);
        };
  }

  /** Ends the loop. */
  @TearDown(Level.Trial)
  public void stop() {
    wire.close();
  }

  /** Hands over. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void handOver() {
    for (int i = 0; i < OPERATIONS; i += burst) {
      for (int j = 0; j < burst; j++) {
        window.enter();
        chosen.hand(new Task(window));
      }
      window.awaitEmpty();
    }
  }

  private void takeHandedOver() {
    for (Task next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.run();
    }
  }

  private static void closed() {
    throw new IllegalStateException("The loop has ended");
  }

  private record Task(Window window) implements Runnable {
    @Override
    public void run() {
      window.leave();
    }
  }

  /** Nothing here takes time. */
  private static final class NoTimers implements Timers {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException("Nothing is scheduled here");
    }
  }
}
