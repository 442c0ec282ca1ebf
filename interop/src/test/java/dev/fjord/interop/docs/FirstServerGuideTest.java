package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.testing.FjordBench;
import dev.fjord.testing.FjordExtension;
import dev.fjord.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The code that docs/first-server.md shows, and its test. */
class FirstServerGuideTest {
  // shown: begin
  @Endpoint(version = "1.0")
  interface Greeter {
    @RpcMethod
    String greet(String name);

    @RpcMethod
    CompletionStage<Integer> count();
  }

  // shown: end

  // shown: begin
  static final class GreeterEndpoint implements Greeter {
    private final AtomicInteger greeted = new AtomicInteger();

    @Override
    public String greet(String name) {
      greeted.incrementAndGet();
      return "Hello, " + name;
    }

    @Override
    public CompletionStage<Integer> count() {
      return CompletableFuture.completedFuture(greeted.get());
    }
  }

  // shown: end

  // shown: begin
  static RpcServer serve(Transport transport) {
    return RpcServer.builder(transport, Target.topic("greetings").server("host-1"))
        .endpoint(new GreeterEndpoint())
        .start();
  }

  // shown: end

  // shown: begin
  public static void main(String... args) throws InterruptedException {
    try (Transport transport = Transport.open(args[0]); // rabbit://guest:guest@localhost/
        RpcServer server = serve(transport)) {
      new CountDownLatch(1).await(); // until the process is ended
    }
  }

  // shown: end

  // shown: begin
  static String call(Transport transport) {
    Greeter greeter = RpcClient.of(transport, Target.topic("greetings")).proxy(Greeter.class);
    String greeting = greeter.greet("Ada");
    return greeting + ", the " + greeter.count().toCompletableFuture().join() + " of today";
  }

  // shown: end

  /** The test of the guide, and what the page says of the rest. */
  @Nested
  // shown: begin
  @ExtendWith(FjordExtension.class)
  class GreeterTest {
    @Test
    void whoCallsIsGreeted(FjordBench bench) {
      bench.serve("greetings", new GreeterEndpoint());
      assertThat(call(bench.transport())).isEqualTo("Hello, Ada, the 1 of today");
    }
  }
  // shown: end
}
