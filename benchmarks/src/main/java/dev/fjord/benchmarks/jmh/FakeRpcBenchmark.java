package dev.fjord.benchmarks.jmh;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.subject.FjordRpc;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

/** RPC through the fake driver: the real codec, no network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FakeRpcBenchmark {
  private static final int OPERATIONS = 4_096;

  /** Calls under way at a time. */
  @Param({"1", "64", "1024"})
  public int inFlight;

  /** The method's style: {@code T} or {@code CompletionStage<T>}. */
  @Param({"async", "blocking"})
  public String style = "";

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Payload payload = Payload.of(1, 100);
  private Window window = new Window(1);
  private @Nullable FjordRpc rpc;

  /** Starts server and client. */
  @Setup(Level.Trial)
  public void start() {
    window = new Window(inFlight);
    rpc = new FjordRpc(Parameters.parse("executor=hybrid", "style=" + style));
  }

  /** Stops them. */
  @TearDown(Level.Trial)
  public void stop() {
    opened().close();
  }

  /** Calls. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public void call() {
    FjordRpc opened = opened();
    for (int i = 0; i < OPERATIONS; i++) {
      window.enter();
      opened.start(payload, new Leave());
    }
    window.awaitEmpty();
    Throwable first = failure.get();
    if (first != null) {
      throw new IllegalStateException("A call failed", first);
    }
  }

  private FjordRpc opened() {
    FjordRpc current = rpc;
    if (current == null) {
      throw new IllegalStateException("not started");
    }
    return current;
  }

  private final class Leave implements Completion {
    @Override
    public void end(Correctness correctness) {
      window.leave();
    }

    @Override
    public void fail(Throwable cause) {
      failure.compareAndSet(null, cause);
      window.leave();
    }
  }
}
