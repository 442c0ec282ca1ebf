package dev.fjord.interop;

import dev.fjord.Target;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The code that README.md shows, with what it takes for granted around it. */
final class ReadmeExample {
  private static final Database database = new Database();
  private static final Hypervisor hypervisor = new Hypervisor();

  private ReadmeExample() {}

  /** What a blocking client would be. */
  static final class Database {
    int query(String vm) {
      return vm.length();
    }
  }

  /** What an asynchronous client would be. */
  static final class Hypervisor {
    CompletionStage<String> resize(String vm, int cpus) {
      return CompletableFuture.supplyAsync(() -> vm + " has " + cpus + " CPUs");
    }
  }

  // shown: begin
  @Endpoint(version = "1.4")
  interface Compute {
    @RpcMethod
    int cpus(String vm);

    @RpcMethod
    CompletionStage<String> resize(String vm, int cpus);
  }

  static final class ComputeEndpoint implements Compute {
    @Override
    public int cpus(String vm) {
      return database.query(vm); // still blocking: runs on a virtual thread
    }

    @Override
    public CompletionStage<String> resize(String vm, int cpus) {
      return hypervisor.resize(vm, cpus); // already ported: runs on an event loop
    }
  }

  static void serveAndCall() {
    try (Transport transport = Transport.open("fake://"); // or rabbit://guest:guest@localhost/
        RpcServer server =
            RpcServer.builder(transport, Target.topic("compute").server("host-1"))
                .endpoint(new ComputeEndpoint())
                .executor("hybrid")
                .start()) {
      Compute compute = RpcClient.of(transport, Target.topic("compute")).proxy(Compute.class);
      int cpus = compute.cpus("vm-7"); // a virtual thread may wait here
      compute.resize("vm-7", cpus * 2).thenAccept(System.out::println); // or not wait at all
    }
  }
  // shown: end
}
