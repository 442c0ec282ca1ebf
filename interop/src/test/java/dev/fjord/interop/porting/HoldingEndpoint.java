package dev.fjord.interop.porting;

import dev.fjord.driver.fake.FakeClock;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.spi.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asynchronous methods that hold their loop, for as long as a test wants or the clock says. */
@Endpoint(version = "1.0")
final class HoldingEndpoint {
  private final FakeClock clock;
  private final RpcClient self;
  private final CompletableFuture<Thread> entered = new CompletableFuture<>();
  private final CompletableFuture<String> gate = new CompletableFuture<>();

  HoldingEndpoint(FakeClock clock, RpcClient self) {
    this.clock = clock;
    this.self = self;
  }

  /** The thread that is held. */
  CompletableFuture<Thread> entered() {
    return entered;
  }

  void letGo() {
    gate.complete("let go");
  }

  @RpcMethod
  CompletionStage<String> hold() {
    return CompletableFuture.completedStage(waitHere());
  }

  /** Gives its loop back, and holds it when the answer of another call is there. */
  @RpcMethod
  CompletionStage<String> holdLater() {
    return self.request("quick").callAsync(String.class).thenApply(answer -> waitHere());
  }

  /** Holds its loop while the clock goes on. */
  @RpcMethod
  CompletionStage<String> spend(long millis) {
    clock.advance(Duration.ofMillis(millis));
    return quick();
  }

  @RpcMethod
  CompletionStage<String> quick() {
    Thread here = Thread.currentThread();
    return CompletableFuture.completedStage(
        EventLoop.isCurrentThread() ? "loop" : here.isVirtual() ? "virtual" : "pool");
  }

  private String waitHere() {
    entered.complete(Thread.currentThread());
    return gate.join();
  }
}
