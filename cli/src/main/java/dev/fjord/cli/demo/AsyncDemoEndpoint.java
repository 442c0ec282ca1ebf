package dev.fjord.cli.demo;

import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Methods that return stages: none of them may block. Thread-safe; called on loops. */
@Endpoint(version = "1.0")
class AsyncDemoEndpoint {
  static final Duration LOOK_UP_TIME = Duration.ofMillis(2);

  private final String server;
  private final Backstage backstage;

  AsyncDemoEndpoint(String server, Backstage backstage) {
    this.server = server;
    this.backstage = backstage;
  }

  @RpcMethod
  CompletionStage<Long> squareAsync(long number) {
    backstage.sightings().here("squareAsync");
    return CompletableFuture.completedStage(number * number);
  }

  /** As if a database answered a little later. */
  @RpcMethod
  CompletionStage<String> lookUpAsync(String key) {
    backstage.sightings().here("lookUpAsync");
    return later("value of " + key);
  }

  @RpcMethod
  CompletionStage<String> refuseAsync(String reason) {
    backstage.sightings().here("refuseAsync");
    return CompletableFuture.failedStage(new IllegalStateException(reason));
  }

  @RpcMethod
  CompletionStage<@Nullable Void> markAsync(String id) {
    backstage.sightings().here("markAsync");
    backstage.casts().arrived(id);
    return CompletableFuture.completedStage(null);
  }

  @RpcMethod
  CompletionStage<@Nullable Void> announceAsync(String id) {
    backstage.sightings().here("announceAsync");
    backstage.fanouts().arrived(server + "/" + id);
    return CompletableFuture.completedStage(null);
  }

  final Backstage backstage() {
    return backstage;
  }

  final CompletableFuture<String> later(String value) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    backstage.timers().schedule(LOOK_UP_TIME, () -> answer.complete(value));
    return answer;
  }
}
