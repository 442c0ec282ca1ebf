package dev.fjord.interop.docs;

import dev.fjord.rpc.CallContext;
import dev.fjord.rpc.CallTimeout;
import dev.fjord.rpc.Cast;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.Mismatch;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.ServedInterface;
import dev.fjord.rpc.Since;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The code that docs/rpc.md shows, with what it takes for granted around it. */
final class RpcGuideExample {
  private RpcGuideExample() {}

  // shown: begin
  @Endpoint(namespace = "compute", version = "1.4")
  interface Compute {
    @RpcMethod
    int cpus(String vm);

    @RpcMethod
    @Since("1.3")
    @CallTimeout(90)
    CompletionStage<String> resize(String vm, int cpus);

    @RpcMethod
    @Cast
    void forget(String vm);
  }

  // shown: end

  // shown: begin
  static String resize(RpcClient client, String vm, int cpus) {
    RpcClient capped =
        client.target(to -> to.namespace("compute").version("1.3")).versionCap("1.2");
    if (!capped.canSendVersion()) {
      return "the older servers cannot resize";
    }
    return capped.request("resize").arg("vm", vm).arg("cpus", cpus).call(String.class);
  }

  // shown: end

  // shown: begin
  static List<Mismatch> check() {
    return ServedInterface.of(ComputeEndpoint.class).mismatches(Compute.class);
  }

  // shown: end

  /** What a blocking client would be. */
  static final class Storage {
    String copy(String vm, Duration limit) {
      return vm + " copied within " + limit.toSeconds() + " s";
    }
  }

  /** Serves the interface. */
  static final class ComputeEndpoint implements Compute {
    private final Storage storage = new Storage();

    @Override
    public int cpus(String vm) {
      return vm.length();
    }

    @Override
    public CompletionStage<String> resize(String vm, int cpus) {
      return CompletableFuture.completedStage(vm + " has " + cpus + " CPUs");
    }

    @Override
    public void forget(String vm) {}

    // shown: begin
    @RpcMethod
    String migrate(CallContext call, String vm) {
      Duration left = call.timeLeft().orElse(Duration.ofMinutes(5));
      String copied = storage.copy(vm, left); // a call made here would have no more time than that
      return call.isCancelled() ? "given up" : copied;
    }
    // shown: end
  }
}
