package dev.fjord.interop.desk;

import dev.fjord.MessageContext;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.EventLoop;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Methods that return their results. Thread-safe. */
@Endpoint(version = "1.5")
public final class BlockingDesk {
  private final Ledger ledger;

  /** A desk that writes into a ledger. */
  public BlockingDesk(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Returns any value unchanged. */
  @RpcMethod
  public @Nullable Object echo(@Nullable Object value) {
    return value;
  }

  /** Returns a sum. */
  @RpcMethod
  public BigDecimal add(BigDecimal a, BigDecimal b) {
    return a.add(b);
  }

  /** Returns nothing. */
  @RpcMethod
  public void nothing() {}

  /** Throws. */
  @RpcMethod
  public void fail(String kind, String message) throws Exception {
    throw Failures.of(kind, message);
  }

  /** Returns the caller's context. */
  @RpcMethod
  public Map<String, @Nullable Object> whoami(MessageContext context) {
    return context.asMap();
  }

  /** Says which kind of thread it runs on. */
  @RpcMethod
  public String where() {
    if (EventLoop.isCurrentThread()) {
      return "loop";
    }
    return Thread.currentThread().isVirtual() ? "virtual" : "platform";
  }

  /** Writes its argument down. */
  @RpcMethod
  public void record(@Nullable Object value, MessageContext context) {
    ledger.write(value, context);
  }

  /** Stays at the gate until it opens. */
  @RpcMethod
  public String hold() throws InterruptedException, ExecutionException {
    return ledger.arrive().get();
  }

  /** Returns what has no JSON form. */
  @RpcMethod
  public Object unencodable() {
    return new Unencodable();
  }
}
