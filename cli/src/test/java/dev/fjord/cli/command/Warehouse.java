package dev.fjord.cli.command;

import dev.fjord.Limit;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An endpoint to be explained; nobody makes one. */
@Endpoint(namespace = "warehouse", version = "1.2")
public class Warehouse {
  /** It must not be needed. */
  public Warehouse() {
    throw new IllegalStateException("an endpoint that is explained is not made");
  }

  @RpcMethod
  @Limit(4)
  int count(String article) {
    return article.length();
  }

  @RpcMethod
  CompletionStage<Boolean> reserve(String article, int pieces) {
    return CompletableFuture.completedFuture(pieces > 0);
  }

  /** Public for other classes only. */
  public void restock() {}

  /** What clients of the present version call. */
  @Endpoint(namespace = "warehouse", version = "1.2")
  public interface Client {
    /** How many there are. */
    @RpcMethod
    int count(String article);
  }

  /** What clients of another time call. */
  @Endpoint(namespace = "warehouse", version = "1.2")
  public interface OddClient {
    /** With another type. */
    @RpcMethod
    int count(int article);

    /** What callers cannot reach. */
    @RpcMethod
    void restock();
  }
}
