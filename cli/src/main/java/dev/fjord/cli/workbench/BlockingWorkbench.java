package dev.fjord.cli.workbench;

import dev.fjord.MessageContext;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Timers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Methods to call by hand that return their results, and so may block. {@link AsyncWorkbench} has
 * the same as stages.
 *
 * <p>Thread-safe; called on workers.
 */
@Endpoint(version = "1.0")
public final class BlockingWorkbench {
  private final Pause pause;
  private final Duration wait;
  private final CallLog calls = new CallLog();

  /** A workbench that waits on these timers, and so long before it answers {@code info}. */
  public BlockingWorkbench(Timers timers, Duration wait) {
    this.pause = new Pause(timers);
    this.wait = wait;
  }

  /** Returns any value unchanged. */
  @RpcMethod
  public @Nullable Object echo(@Nullable Object value) {
    calls.note("echo", value);
    return value;
  }

  /** Returns the exact sum of two numbers of any size. */
  @RpcMethod
  public BigDecimal add(BigDecimal a, BigDecimal b) {
    calls.note("add", a, b);
    return Sum.of(a, b);
  }

  /** Holds its thread for so long. */
  @RpcMethod
  public String sleep(double seconds) throws InterruptedException, ExecutionException {
    calls.note("sleep", seconds);
    return pause.seconds(seconds).get();
  }

  /** Throws the exception whose class has that simple name. */
  @RpcMethod
  public void fail(String kind, String message) throws Throwable {
    calls.note("fail", kind, message);
    throw FailureKinds.of(kind, message);
  }

  /** Says which thread it runs on. */
  @RpcMethod
  public Map<String, String> where() {
    calls.note("where");
    return ThreadKind.whereabouts();
  }

  /** Returns the caller's context. */
  @RpcMethod
  public Map<String, @Nullable Object> whoami(MessageContext context) {
    calls.note("whoami", context.asMap());
    return context.asMap();
  }

  /** Returns a message unchanged; what load clients call. */
  @RpcMethod
  public @Nullable Object info(@Nullable Object message)
      throws InterruptedException, ExecutionException {
    calls.note("info", message);
    if (!wait.isZero()) {
      pause.of(wait).get();
    }
    return message;
  }
}
