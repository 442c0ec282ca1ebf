package dev.fjord.interop.porting;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.driver.fake.FakeClock;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.EventLoop;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A transport whose time passes only when somebody says so, with servers that guard their loops.
 * Closes what it opened. Confined to the test's thread.
 */
final class ClockedService implements AutoCloseable {
  /** How long a method may hold its loop. */
  static final Duration LIMIT = Duration.ofMillis(40);

  private final FakeBroker broker = FakeBroker.create();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ExecutorService loop =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "the application's"));
  private final Transport transport;

  ClockedService() {
    this(FjordConfig.builder());
  }

  ClockedService(FjordConfig.Builder options) {
    this(
        options
            .set(CoreOptions.BLOCKED_LOOP_LIMIT, String.valueOf(LIMIT.toMillis() / 1e3))
            .build());
  }

  private ClockedService(FjordConfig config) {
    transport =
        Transport.builder()
            .config(config)
            .url("fake://")
            .provider(broker)
            .timers(broker.clock())
            .open();
  }

  /** With options that say themselves what is guarded. */
  static ClockedService with(FjordConfig config) {
    return new ClockedService(config);
  }

  Transport transport() {
    return transport;
  }

  /**
   * Lets time pass for the thread that asks. A loop that has sent its reply, and is about to be
   * given back, is waited for, so that the time is not counted as its own.
   */
  void pass(Duration time) {
    if (!EventLoop.isCurrentThread()) {
      CompletableFuture.runAsync(() -> {}, loop).join();
    }
    clock().advance(time);
  }

  /** The loop that servers may be given. */
  ExecutorService loop() {
    return loop;
  }

  FakeClock clock() {
    return broker.clock();
  }

  /** Describes a server of a topic. */
  RpcServer.Builder server(String topic, Object endpoint) {
    return RpcServer.builder(transport, Target.topic(topic).server("s1")).endpoint(endpoint);
  }

  <T extends AutoCloseable> T keep(T closeable) {
    open.push(closeable);
    return closeable;
  }

  RpcClient client(String topic) {
    return RpcClient.of(transport, Target.topic(topic));
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    transport.close();
    loop.shutdown();
  }
}
