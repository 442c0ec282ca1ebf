package dev.fjord.interop.executor;

import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Methods that return stages as they should not. */
final class OddDesk {
  /** Returns no stage at all. */
  @RpcMethod("null_stage")
  CompletionStage<String> nullStage() {
    return null;
  }

  /** Throws before there is a stage. */
  @RpcMethod("throws_at_once")
  CompletionStage<String> throwsAtOnce() {
    throw new IllegalStateException("no stage yet");
  }

  /** Completes exceptionally, wrapped as a stage after another one is. */
  @RpcMethod("wrapped")
  CompletionStage<String> wrapped() {
    return CompletableFuture.failedStage(
        new CompletionException(new IllegalStateException("inside")));
  }

  /** Is cancelled. */
  @RpcMethod("cancelled")
  CompletionStage<String> cancelled() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.cancel(true);
    return stage;
  }

  /** Completes with a text of a size. */
  @RpcMethod("large")
  CompletionStage<String> large(int size) {
    return CompletableFuture.completedStage("x".repeat(size));
  }
}
