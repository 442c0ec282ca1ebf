package dev.fjord.cli.workbench;

import dev.fjord.MessageContext;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Timers;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link BlockingWorkbench}, each with the suffix {@code _async}, as stages.
 *
 * <p>Thread-safe; called on loops, none blocks.
 */
@Endpoint(version = "1.0")
public final class AsyncWorkbench {
  private final Pause pause;
  private final CallLog calls = new CallLog();

  /** A workbench that waits on these timers. */
  public AsyncWorkbench(Timers timers) {
    this.pause = new Pause(timers);
  }

  /** Returns any value unchanged. */
  @RpcMethod("echo_async")
  public CompletionStage<@Nullable Object> echo(@Nullable Object value) {
    calls.note("echo_async", value);
    return CompletableFuture.completedStage(value);
  }

  /** Returns the exact sum of two numbers of any size. */
  @RpcMethod("add_async")
  public CompletionStage<BigDecimal> add(BigDecimal a, BigDecimal b) {
    calls.note("add_async", a, b);
    return CompletableFuture.completedStage(Sum.of(a, b));
  }

  /** Completes after so long; holds no thread meanwhile. */
  @RpcMethod("sleep_async")
  public CompletionStage<String> sleep(double seconds) {
    calls.note("sleep_async", seconds);
    return pause.seconds(seconds);
  }

  /** Fails with the exception whose class has that simple name. */
  @RpcMethod("fail_async")
  public CompletionStage<@Nullable Void> fail(String kind, String message) {
    calls.note("fail_async", kind, message);
    return CompletableFuture.failedStage(FailureKinds.of(kind, message));
  }

  /** Says which thread it runs on. */
  @RpcMethod("where_async")
  public CompletionStage<Map<String, String>> where() {
    calls.note("where_async");
    return CompletableFuture.completedStage(ThreadKind.whereabouts());
  }

  /** Returns the caller's context. */
  @RpcMethod("whoami_async")
  public CompletionStage<Map<String, @Nullable Object>> whoami(MessageContext context) {
    calls.note("whoami_async", context.asMap());
    return CompletableFuture.completedStage(context.asMap());
  }

  /** Returns a message unchanged. */
  @RpcMethod("info_async")
  public CompletionStage<@Nullable Object> info(@Nullable Object message) {
    calls.note("info_async", message);
    return CompletableFuture.completedStage(message);
  }
}
