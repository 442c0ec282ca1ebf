package dev.fjord.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.fjord.FjordConfig;
import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Placement;
import dev.fjord.spi.SlottedExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** Starts and stops of an executor: its threads are let go once, and it ends whoever is first. */
public class LifeRaces {
  private static final ExecutorSettings SETTINGS =
      ExecutorSettings.of("stress", FjordConfig.defaults(), new HeldTimers());

  private LifeRaces() {}

  /** An executor that was made and not started. */
  abstract static class Made {
    final ListenerStub listener = new ListenerStub();
    final InFlight inFlight = new InFlight(listener, 2);
    final Threads threads = new Threads();
    final SlottedExecutor executor =
        new SlottedExecutor(inFlight, new NoMethods(), SETTINGS, threads);
  }

  /** Start against stop. */
  @JCStressTest
  @Outcome(id = "1, 1, 1, 1", expect = ACCEPTABLE, desc = "started, then stopped")
  @Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "stopped first: the start is refused")
  @State
  public static class StartAndStop extends Made {
    /** Starts. */
    @Actor
    public void start(IIII_Result r) {
      try {
        var unused = executor.start();
        r.r1 = 1;
      } catch (IllegalStateException e) {
        r.r1 = 0;
      }
    }

    /** Stops. */
    @Actor
    public void stop() {
      executor.stop();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      r.r2 = listener.stops();
      r.r3 = threads.shutdowns.get();
      r.r4 = inFlight.drained().toCompletableFuture().isDone() ? 1 : 0;
    }
  }

  /** Stop against stop. */
  @JCStressTest
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "stopped once")
  @State
  public static class StopAndStop extends Made {
    /** Stops. */
    @Actor
    public void one() {
      executor.stop();
    }

    /** Stops as well. */
    @Actor
    public void two() {
      executor.stop();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(III_Result r) {
      r.r1 = listener.stops();
      r.r2 = threads.shutdowns.get();
      r.r3 = inFlight.drained().toCompletableFuture().isDone() ? 1 : 0;
    }
  }

  /** Counts how often its threads are let go. */
  static final class Threads implements Placement {
    final AtomicInteger shutdowns = new AtomicInteger();

    @Override
    public void place(AcceptedInvocation invocation) {
      throw new IllegalStateException("nothing is delivered");
    }

    @Override
    public void shutdown() {
      shutdowns.incrementAndGet();
    }

    @Override
    public boolean await(Duration timeout) {
      return true;
    }
  }

  /** Serves nothing. */
  static final class NoMethods implements Dispatcher {
    @Override
    public Invocation resolve(IncomingMessage message) {
      throw new IllegalStateException("nothing is delivered");
    }

    @Override
    public List<EndpointMethod> methods() {
      return List.of();
    }
  }
}
