package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Two servers, two listeners, callers and a sender on one broker, each side behind a proxy, and the
 * history of what they do until they are told to end.
 */
final class BrokerHistory implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration OVERDUE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOAD = Duration.ofHours(1);
  private static final int CALLERS = 8;
  private static final int ON_THEIR_WAY = 100;

  private final FaultyBroker broker;
  private final String name = UUID.randomUUID().toString();
  private final Target topic = Target.topic("history-" + name);
  private final Target news = Target.topic("history-news-" + name);
  private final History history = new History();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger confirmed = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final ConcurrentLinkedQueue<String> overdue = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(ON_THEIR_WAY);
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  BrokerHistory(FaultyBroker broker) {
    this.broker = broker;
    for (int i = 0; i < 2; i++) {
      String server = "server-" + i;
      Transport serving = transport();
      open.add(
          RpcServer.builder(serving, topic.server(server))
              .endpoint(new Desk(server))
              .executor("hybrid")
              .start());
      open.add(NotificationListener.builder(serving, news).endpoint(new News()).start());
    }
    Transport calling = transport();
    RpcClient client = RpcClient.of(calling, topic).timeout(CALL);
    Notifier notifier = Notifier.of(calling, "history").topics(news);
    for (int i = 0; i < CALLERS; i++) {
      threads.add(Thread.ofVirtual().start(() -> callOn(client)));
    }
    threads.add(Thread.ofVirtual().start(() -> notifyOn(notifier)));
  }

  History history() {
    return history;
  }

  List<FaultProxy> proxies() {
    return proxies;
  }

  /** Calls that ended much later than their timeout. */
  List<String> overdue() {
    return List.copyOf(overdue);
  }

  /** Waits until calls are answered and notifications confirmed again. */
  void awaitProgress() {
    int calls = answered.get();
    int sent = confirmed.get();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> answered.get() > calls + 20 && confirmed.get() > sent + 20);
  }

  /** Waits until one more call is answered; returns how long that took. */
  Duration untilAnswered() {
    int calls = answered.get();
    long begin = System.nanoTime();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> answered.get() > calls);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  void awaitLoad(int calls, int notifications) {
    Awaitility.await()
        .atMost(LOAD)
        .until(() -> history.calls() >= calls && confirmed.get() >= notifications);
  }

  /** Ends the load and waits for what was confirmed to arrive. */
  void end() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      if (!thread.join(CALL.plusSeconds(40))) {
        overdue.add("a caller never came back");
      }
    }
    room.acquire(ON_THEIR_WAY);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(history.missing()).as("confirmed and not arrived").isEmpty());
  }

  @Override
  public void close() throws Exception {
    stopped.set(true);
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private void callOn(RpcClient client) {
    while (!stopped.get()) {
      int n = numbers.incrementAndGet();
      history.called(n);
      long begin = System.nanoTime();
      try {
        Object answer =
            client
                .request(n % 2 == 0 ? "triple" : "triple_async")
                .arg("n", n)
                .callAsync(Integer.class)
                .join();
        history.answered(n, String.valueOf(answer));
        answered.incrementAndGet();
      } catch (CompletionException e) {
        history.failed(n, e.getCause());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (took.compareTo(CALL.plus(OVERDUE)) > 0) {
        overdue.add("call " + n + " took " + took.toMillis() + " ms");
      }
    }
  }

  private void notifyOn(Notifier notifier) {
    while (!stopped.get()) {
      int n = numbers.incrementAndGet();
      room.acquireUninterruptibly();
      history.notified(n);
      notifier
          .info(MessageContext.empty(), "counted", n)
          .whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  history.confirmed(n);
                  confirmed.incrementAndGet();
                }
                room.release();
              });
    }
  }

  private Transport transport() {
    FaultProxy proxy = broker.proxy();
    proxies.add(proxy);
    open.add(proxy);
    Transport transport = Transport.open(broker.url(proxy.port()));
    open.add(transport);
    return transport;
  }

  /** Triples numbers in both styles. */
  private final class Desk {
    private final String server;

    Desk(String server) {
      this.server = server;
    }

    @RpcMethod
    public int triple(int n) {
      history.executed(server, n);
      return 3 * n;
    }

    @RpcMethod("triple_async")
    public CompletionStage<Integer> tripleAsync(int n) {
      return CompletableFuture.completedFuture(triple(n));
    }
  }

  /** Writes down what comes. */
  private final class News {
    @OnNotification
    public void take(Notification notification) {
      Integer n = notification.payload(Integer.class);
      history.delivered(n == null ? -1 : n, notification.messageId(), notification.isRedelivered());
    }
  }
}
