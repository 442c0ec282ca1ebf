package dev.fjord.interop.faults;

import dev.fjord.Target;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service as docs/operating.md describes it: at SIGTERM it finishes what it works on as long as
 * its drain timeout lasts, and its exit code says whether all was finished.
 */
final class DrainingService {
  /** The exit code of a service that had unfinished work when its time was up. */
  static final int NOT_DRAINED = 5;

  /** A notification with this number is never finished. */
  static final int NEVER = -1;

  private static final int SLOTS = 8;
  private static final Duration WORK = Duration.ofMillis(60);

  private DrainingService() {}

  /** With the URL, the topic of calls, that of notifications, and the drain timeout in ms. */
  public static void main(String[] arguments) throws InterruptedException {
    Duration drain = Duration.ofMillis(Long.parseLong(arguments[3]));
    Transport transport = Transport.open(arguments[0]);
    RpcServer server =
        RpcServer.builder(transport, Target.topic(arguments[1]).server("draining"))
            .endpoint(new Desk())
            .maxInFlight(SLOTS)
            .start();
    NotificationListener listener =
        NotificationListener.builder(transport, Target.topic(arguments[2]))
            .endpoint(new News())
            .maxInFlight(SLOTS)
            .start();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(transport, server, listener, drain), "drain"));
    System.out.println("ready now");
    new CountDownLatch(1).await();
  }

  private static void end(
      Transport transport, RpcServer server, NotificationListener listener, Duration drain) {
    listener.stop();
    boolean calls = server.drain(drain);
    boolean notifications = listener.drain(drain);
    transport.close();
    Runtime.getRuntime().halt(calls && notifications ? 0 : NOT_DRAINED);
  }

  private static void work() throws InterruptedException {
    boolean ignored = new CountDownLatch(1).await(WORK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes its time to triple a number. */
  static final class Desk {
    @RpcMethod
    public int triple(int n) throws InterruptedException {
      work();
      System.out.println("call " + n);
      return 3 * n;
    }
  }

  /** Takes its time with each notification, and for ever with one. */
  static final class News {
    @OnNotification
    public void take(Notification notification) throws InterruptedException {
      Integer n = notification.payload(Integer.class);
      if (n == null || n == NEVER) {
        System.out.println("held " + n);
        new CountDownLatch(1).await();
      }
      work();
      System.out.println("done " + n);
    }
  }
}
