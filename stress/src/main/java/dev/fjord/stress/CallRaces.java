package dev.fjord.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.driver.amqp.OpenCall;
import dev.fjord.driver.amqp.PendingCalls;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * All pairs of those who may end a call: reply (1), timeout (2), cancel (3) and close (4). Each
 * race has one end, told once, and leaves neither an entry nor a timer.
 */
public class CallRaces {
  private CallRaces() {}

  /** A call that waits. */
  abstract static class Waiting {
    private final HeldTimers timers = new HeldTimers();
    private final PendingCalls calls = new PendingCalls(timers);
    private final OpenCall call =
        calls.open("id", Target.topic("t"), CallOptions.within(Duration.ofSeconds(1)));
    private final AtomicInteger ends = new AtomicInteger();
    private final CompletableFuture<JsonText> reply = call.reply().toCompletableFuture();

    Waiting() {
      CompletableFuture<JsonText> unused =
          reply.whenComplete((result, failure) -> ends.incrementAndGet());
    }

    final void reply() {
      calls.find("id").ifPresent(found -> found.complete(JsonText.NULL));
    }

    final void timeOut() {
      timers.fire();
    }

    final void cancel() {
      call.cancel();
    }

    final void close() {
      calls.failAll(new DeliveryException("closed", DeliveryException.Retry.SAFE, null));
    }

    final void look(IIII_Result r) {
      r.r1 = end();
      r.r2 = ends.get();
      r.r3 = calls.size();
      r.r4 = timers.open();
    }

    private int end() {
      if (!reply.isDone()) {
        return 0;
      }
      try {
        JsonText unused = reply.join();
        return 1;
      } catch (CancellationException e) {
        return 3;
      } catch (CompletionException e) {
        return code(e.getCause());
      }
    }

    private static int code(@Nullable Throwable failure) {
      if (failure instanceof MessagingTimeoutException) {
        return 2;
      }
      if (failure instanceof CancellationException) {
        return 3;
      }
      return failure instanceof FjordException ? 4 : 5;
    }
  }

  /** Reply against timeout. */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "2, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class ReplyAndTimeout extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      reply();
    }

    /** The other side. */
    @Actor
    public void two() {
      timeOut();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }

  /** Reply against cancel. */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "3, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class ReplyAndCancel extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      reply();
    }

    /** The other side. */
    @Actor
    public void two() {
      cancel();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }

  /** Reply against close. */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "4, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class ReplyAndClose extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      reply();
    }

    /** The other side. */
    @Actor
    public void two() {
      close();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }

  /** Timeout against cancel. */
  @JCStressTest
  @Outcome(id = "2, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "3, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class TimeoutAndCancel extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      timeOut();
    }

    /** The other side. */
    @Actor
    public void two() {
      cancel();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }

  /** Timeout against close. */
  @JCStressTest
  @Outcome(id = "2, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "4, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class TimeoutAndClose extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      timeOut();
    }

    /** The other side. */
    @Actor
    public void two() {
      close();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }

  /** Cancel against close. */
  @JCStressTest
  @Outcome(id = "3, 1, 0, 0", expect = ACCEPTABLE, desc = "the first wins")
  @Outcome(id = "4, 1, 0, 0", expect = ACCEPTABLE, desc = "the second wins")
  @State
  public static class CancelAndClose extends Waiting {
    /** One side. */
    @Actor
    public void one() {
      cancel();
    }

    /** The other side. */
    @Actor
    public void two() {
      close();
    }

    /** What came of it. */
    @Arbiter
    public void arbiter(IIII_Result r) {
      look(r);
    }
  }
}
