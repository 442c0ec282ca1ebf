package dev.fjord.rpc;

import static org.awaitility.Awaitility.await;

import dev.fjord.Target;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.transport.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** A client of a scripted driver, with a caller's thread, one of the wire and one of a loop. */
abstract class RpcClientFixture {
  static final Target TARGET = Target.topic("compute").namespace("ns").version("1.4");

  final ScriptedDriver driver = new ScriptedDriver();
  final Transport transport = driver.open();
  final RpcClient client = RpcClient.of(transport, TARGET);
  final ExecutorService caller = Executors.newSingleThreadExecutor(named("caller"));
  final ExecutorService wire = Executors.newSingleThreadExecutor(named("wire"));
  final ExecutorService loopThread = Executors.newSingleThreadExecutor(named("loop"));

  @AfterEach
  void close() {
    transport.close();
    caller.shutdownNow();
    wire.shutdownNow();
    loopThread.shutdownNow();
  }

  ScriptedDriver.Called nextCall() {
    await().until(() -> !driver.calls.isEmpty());
    return driver.calls.get(0);
  }

  <T> CompletableFuture<T> onLoop(Supplier<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    EventLoop.on(loopThread)
        .execute(() -> result.complete(body.get()), result::completeExceptionally);
    return result;
  }

  private static ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name).daemon(true).factory();
  }
}
