package dev.fjord.benchmarks.jmh;

import dev.fjord.benchmarks.subject.ScriptedExecutor;
import dev.fjord.benchmarks.subject.ScriptedMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * One dispatch of an executor, from a scripted listener to a scripted method, with 64 under way.
 * {@link ConstructBenchmark} does the same with what each executor is made of.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ExecutorBenchmark {
  static final int OPERATIONS = 10_000;
  static final int WINDOW = 64;

  private static final CompletionStage<Outcome> RESULT =
      CompletableFuture.completedFuture(new Outcome.Value("done"));

  /** Executor and style of its methods. */
  @Param({"blocking-T", "hybrid-T", "hybrid-stage", "async-stage"})
  public String executor = "";

  private final Window window = new Window(WINDOW);
  private ScriptedExecutor scripted = new ScriptedExecutor("async", Style.ASYNC, 1);

  /** Starts the executor. */
  @Setup(Level.Trial)
  public void start() {
    scripted.close();
    String[] words = executor.split("-", 2);
    scripted =
        new ScriptedExecutor(words[0], words[1].equals("T") ? Style.BLOCKING : Style.ASYNC, 1_024);
  }

  /** Stops it. */
  @TearDown(Level.Trial)
  public void stop() {
    scripted.close();
  }

  /** Dispatches. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void dispatch() {
    for (int i = 0; i < OPERATIONS; i++) {
      window.enter();
      scripted.offer(new Message(scripted, window));
    }
    window.awaitEmpty();
  }

  private static final class Message extends ScriptedMessage {
    private final Window window;

    Message(ScriptedExecutor scripted, Window window) {
      super(scripted.method());
      this.window = window;
    }

    @Override
    public CompletionStage<Outcome> invoke() {
      return RESULT;
    }

    @Override
    protected void done() {
      window.leave();
    }
  }
}
