package dev.fjord.interop.context;

import dev.fjord.context.ContextSnapshot;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Endpoints that tell what is current where their code runs. */
final class Witness {
  private Witness() {}

  /** The log's request id and the context's user, such as {@code req-1/ann}. */
  static String sight() {
    return MDC.get("request_id") + "/" + ContextSnapshot.current().get("user_id").orElse("nobody");
  }

  /** What the endpoints of both styles do. */
  abstract static class Parts {
    private final RpcClient next;
    private final Executor foreign;

    Parts(RpcClient next, Executor foreign) {
      this.next = next;
      this.foreign = foreign;
    }

    final CompletableFuture<String> ask() {
      return next.request("see").callAsync(String.class);
    }

    final String askAndWait() {
      return next.request("see").call(String.class);
    }

    final CompletableFuture<String> elsewhere() {
      Supplier<String> sight = Witness::sight;
      ContextSnapshot context = ContextSnapshot.capture();
      return CompletableFuture.supplyAsync(context.wrap(sight), foreign)
          .thenCombine(
              CompletableFuture.supplyAsync(sight, context.wrapExecutor(foreign)),
              (wrapped, viaExecutor) -> wrapped + " " + viaExecutor);
    }

    static String leaveTraces() {
      MDC.put("request_id", "left behind");
      return "done";
    }
  }

  /** Methods that may block. */
  @Endpoint(version = "1.0")
  static final class Blocking extends Parts {
    Blocking(RpcClient next, Executor foreign) {
      super(next, foreign);
    }

    @RpcMethod
    String see() {
      return sight();
    }

    @RpcMethod
    String nested() {
      return askAndWait();
    }

    @RpcMethod
    String onStage() {
      return ask().thenApply(answer -> sight()).join();
    }

    @RpcMethod
    String onForeignStage() {
      return elsewhere().join();
    }

    @RpcMethod
    String pollute() {
      return leaveTraces();
    }

    @RpcMethod
    String fail() {
      throw new IllegalStateException("witnessed");
    }
  }

  /** Methods that must not. */
  @Endpoint(version = "1.0")
  static final class Async extends Parts {
    Async(RpcClient next, Executor foreign) {
      super(next, foreign);
    }

    @RpcMethod
    CompletionStage<String> see() {
      return CompletableFuture.completedStage(sight());
    }

    @RpcMethod
    CompletionStage<String> nested() {
      return ask();
    }

    @RpcMethod
    CompletionStage<String> onStage() {
      return ask().thenApply(answer -> sight());
    }

    @RpcMethod
    CompletionStage<String> onForeignStage() {
      return elsewhere();
    }

    @RpcMethod
    CompletionStage<String> pollute() {
      return CompletableFuture.completedStage(leaveTraces());
    }

    @RpcMethod
    CompletionStage<String> fail() {
      return CompletableFuture.failedStage(new IllegalStateException("witnessed"));
    }
  }
}
