package dev.fjord.interop.docs;

import dev.fjord.notify.NotificationListener;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;

/** What docs/operating.md shows; a test compares the two. */
final class OperatingExample {
  private OperatingExample() {}

  // shown: begin
  static void endWith(Transport transport, RpcServer server, NotificationListener listener) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  listener.stop();
                  boolean calls = server.drain(Duration.ofSeconds(20));
                  boolean notifications = listener.drain(Duration.ofSeconds(5));
                  transport.close();
                  Runtime.getRuntime().halt(calls && notifications ? 0 : 5);
                }));
  }
  // shown: end
}
