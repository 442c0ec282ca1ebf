package dev.fjord.interop.docs;

import dev.fjord.Limit;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What docs/inspecting.md explains. */
@Endpoint(namespace = "compute", version = "1.4")
public class ComputeEndpoint {
  /** Made by a server, and never by the command. */
  public ComputeEndpoint() {}

  @RpcMethod
  @Limit(8)
  int cpus(String vm) {
    return vm.length();
  }

  @RpcMethod
  CompletionStage<String> resize(String vm, int cpus) {
    return CompletableFuture.completedFuture(vm + " has " + cpus);
  }

  /** Nobody marked it. */
  public void forget() {}

  /** What clients called once. */
  @Endpoint(namespace = "compute", version = "1.4")
  public interface OldCompute {
    /** Its argument had another name. */
    @RpcMethod
    int cpus(String host);
  }
}
