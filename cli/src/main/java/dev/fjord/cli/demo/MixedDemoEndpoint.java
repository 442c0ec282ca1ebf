package dev.fjord.cli.demo;

import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.util.concurrent.ExecutionException;

/**
 * The same endpoint half ported: methods that return their results, and may block, beside those
 * that return stages. Thread-safe; called on workers and loops.
 */
@Endpoint(version = "1.0")
final class MixedDemoEndpoint extends AsyncDemoEndpoint {
  MixedDemoEndpoint(String server, Backstage backstage) {
    super(server, backstage);
  }

  @RpcMethod
  long square(long number) {
    backstage().sightings().here("square");
    return number * number;
  }

  /** As if a database was waited for. */
  @RpcMethod
  String lookUp(String key) throws InterruptedException, ExecutionException {
    backstage().sightings().here("lookUp");
    return later("value of " + key).get();
  }

  @RpcMethod
  String refuse(String reason) {
    backstage().sightings().here("refuse");
    throw new IllegalStateException(reason);
  }
}
