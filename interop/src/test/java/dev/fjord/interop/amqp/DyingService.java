package dev.fjord.interop.amqp;

import dev.fjord.Target;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.util.concurrent.CountDownLatch;

/**
 * A process that serves, calls and takes notifications which it never finishes, until it is killed.
 */
final class DyingService {
  /** What it says when it holds its first notification. */
  static final String HOLDING = "holding";

  private DyingService() {}

  /** With the URL, the topic it serves and the topic it listens to. */
  public static void main(String[] arguments) throws InterruptedException {
    Transport transport = Transport.open(arguments[0]);
    Target topic = Target.topic(arguments[1]);
    var server =
        RpcServer.builder(transport, topic.server("dying")).endpoint(new Counting()).start();
    // For the reply queue, which a caller declares at its first call.
    RpcClient.of(transport, topic).request("triple").arg("n", 1).call(Integer.class);
    var listener =
        NotificationListener.builder(transport, Target.topic(arguments[2]))
            .endpoint(new Holding())
            .start();
    new CountDownLatch(1).await();
    throw new IllegalStateException("Nobody ends " + server + " and " + listener);
  }

  /** Says that it has one, and keeps it. */
  static final class Holding {
    @OnNotification
    public void take(Notification notification) throws InterruptedException {
      System.out.println(HOLDING);
      new CountDownLatch(1).await();
    }
  }
}
