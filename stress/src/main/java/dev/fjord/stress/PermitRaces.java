package dev.fjord.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.fjord.spi.InFlight;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The slots of an executor: none is lost, none is given twice. */
public class PermitRaces {
  private PermitRaces() {}

  /** Two slots with a message in each. */
  abstract static class Busy {
    final ListenerStub listener = new ListenerStub();
    final InFlight inFlight = new InFlight(listener, 2);

    Busy() {
      var unused = inFlight.start(message -> {});
      inFlight.taken();
      inFlight.taken();
    }

    final void look(III_Result r) {
      r.r1 = listener.requested();
      r.r2 = inFlight.unfinished();
      r.r3 = inFlight.drained().toCompletableFuture().isDone() ? 1 : 0;
    }
  }

  /** Two messages end at the same time: two more are asked for. */
  @JCStressTest
  @Outcome(id = "4, 0, 0", expect = ACCEPTABLE, desc = "both slots are free again")
  @State
  public static class TwoEnds extends Busy {
    /** One ends. */
    @Actor
    public void one() {
      inFlight.finished();
    }

    /** The other ends. */
    @Actor
    public void two() {
      inFlight.finished();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(III_Result r) {
      look(r);
    }
  }

  /** The messages end while the executor is stopped: it drains, whoever comes last. */
  @JCStressTest
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "stopped before either ended")
  @Outcome(id = "3, 0, 1", expect = ACCEPTABLE, desc = "one slot was asked for before the stop")
  @Outcome(id = "4, 0, 1", expect = ACCEPTABLE, desc = "both were asked for before the stop")
  @State
  public static class EndsAndStop extends Busy {
    /** Both end. */
    @Actor
    public void ends() {
      inFlight.finished();
      inFlight.finished();
    }

    /** The executor is stopped. */
    @Actor
    public void stop() {
      inFlight.stop();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(III_Result r) {
      look(r);
    }
  }
}
