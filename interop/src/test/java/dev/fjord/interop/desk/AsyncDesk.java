package dev.fjord.interop.desk;

import dev.fjord.MessageContext;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The methods of {@link BlockingDesk} under the same names, as stages. Thread-safe. */
@Endpoint(version = "1.5")
public final class AsyncDesk {
  private final Ledger ledger;
  private final BlockingDesk same;

  /** A desk that does what another one does. */
  public AsyncDesk(Ledger ledger, BlockingDesk same) {
    this.ledger = ledger;
    this.same = same;
  }

  /** Completes with any value unchanged. */
  @RpcMethod
  public CompletionStage<@Nullable Object> echo(@Nullable Object value) {
    return CompletableFuture.completedStage(same.echo(value));
  }

  /** Completes with a sum. */
  @RpcMethod
  public CompletionStage<BigDecimal> add(BigDecimal a, BigDecimal b) {
    return CompletableFuture.completedStage(same.add(a, b));
  }

  /** Completes with nothing. */
  @RpcMethod
  public CompletionStage<@Nullable Void> nothing() {
    return CompletableFuture.completedStage(null);
  }

  /** Fails. */
  @RpcMethod
  public CompletionStage<@Nullable Void> fail(String kind, String message) {
    try {
      return CompletableFuture.failedStage(Failures.of(kind, message));
    } catch (Error e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Completes with the caller's context. */
  @RpcMethod
  public CompletionStage<Map<String, @Nullable Object>> whoami(MessageContext context) {
    return CompletableFuture.completedStage(context.asMap());
  }

  /** Says which kind of thread it runs on. */
  @RpcMethod
  public CompletionStage<String> where() {
    return CompletableFuture.completedStage(same.where());
  }

  /** Writes its argument down. */
  @RpcMethod
  public CompletionStage<@Nullable Void> record(@Nullable Object value, MessageContext context) {
    same.record(value, context);
    return CompletableFuture.completedStage(null);
  }

  /** Completes when the gate opens, on whatever thread opens it. */
  @RpcMethod
  public CompletionStage<String> hold() {
    return ledger.arrive();
  }

  /** Completes with what has no JSON form. */
  @RpcMethod
  public CompletionStage<Object> unencodable() {
    return CompletableFuture.completedStage(same.unencodable());
  }
}
