package dev.fjord.benchmarks;

import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.Timers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The same methods, returning stages. Thread-safe; called on loops. */
final class AsyncMethods {
  private final Pause pause;

  AsyncMethods(Timers timers) {
    this.pause = new Pause(timers);
  }

  @RpcMethod
  CompletionStage<Integer> nothing(int value) {
    return CompletableFuture.completedStage(value);
  }

  @RpcMethod("wait")
  CompletionStage<Integer> waitShortly(int value) {
    return pause.then(value);
  }
}
