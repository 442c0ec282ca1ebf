package dev.fjord.interop.faults;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.DeliveryException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.RabbitNode;
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
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * A server under each executor, callers and a sender, each on a transport behind a proxy; counts
 * what comes of it in memory that does not grow with time.
 */
final class SoakLoad implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ON_THEIR_WAY = 50;

  /** A bit for each notification of half a day, taken at once: nothing is to grow later. */
  private static final int NOTIFICATIONS = 1 << 29;

  private static final Set<String> EXPLAINED =
      Set.of(
          MessagingTimeoutException.class.getSimpleName(),
          DeliveryException.class.getSimpleName(),
          BrokerUnreachableException.class.getSimpleName(),
          UndeliverableException.class.getSimpleName());

  private final RabbitNode node;
  private final String name = UUID.randomUUID().toString();
  private final Target news = Target.topic("soak-news-" + name);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final Histogram latencies = new ConcurrentHistogram(3);
  private final BitSet confirmed = new BitSet(NOTIFICATIONS);
  private final BitSet arrived = new BitSet(NOTIFICATIONS);
  private final Semaphore room = new Semaphore(ON_THEIR_WAY);
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  SoakLoad(RabbitNode node) {
    this.node = node;
    for (String executor : List.of("blocking", "hybrid", "async")) {
      Target topic = Target.topic("soak-" + executor + "-" + name);
      Transport serving = transport();
      open.add(
          RpcServer.builder(serving, topic.server("one"))
              .endpoint(new Desk())
              .executor(executor)
              .start());
      RpcClient client = RpcClient.of(transport(), topic).timeout(CALL);
      for (int i = 0; i < 2; i++) {
        threads.add(Thread.ofVirtual().start(() -> callOn(client)));
      }
    }
    open.add(NotificationListener.builder(transport(), news).endpoint(new News()).start());
    Notifier notifier = Notifier.of(transport(), "soak").topics(news);
    threads.add(Thread.ofVirtual().start(() -> notifyOn(notifier)));
  }

  List<FaultProxy> proxies() {
    return proxies;
  }

  /** What nothing explains: wrong answers, late ends, errors of other kinds. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  long answered() {
    return answered.get();
  }

  /** How many confirmed notifications have not arrived. */
  int missing() {
    synchronized (arrived) {
      BitSet lost = (BitSet) confirmed.clone();
      lost.andNot(arrived);
      return lost.cardinality();
    }
  }

  void end() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      if (!thread.join(CALL.plusSeconds(40))) {
        faults.add("a caller never came back");
      }
    }
    room.acquire(ON_THEIR_WAY);
    Awaitility.await().atMost(PATIENCE).until(() -> missing() == 0);
  }

  @Override
  public void close() throws Exception {
    stopped.set(true);
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Override
  public String toString() {
    synchronized (arrived) {
      return "%d of %d calls answered, others %s; p50 %d us, p99 %d us, p99.9 %d us; %d notifications confirmed"
          .formatted(
              answered.get(),
              begun.get(),
              new TreeMap<>(failures),
              latencies.getValueAtPercentile(50),
              latencies.getValueAtPercentile(99),
              latencies.getValueAtPercentile(99.9),
              confirmed.cardinality());
    }
  }

  private void callOn(RpcClient client) {
    while (!stopped.get()) {
      int n = (int) (begun.incrementAndGet() % 1_000_000);
      long begin = System.nanoTime();
      try {
        Integer answer = client.request("triple").arg("n", n).callAsync(Integer.class).join();
        if (answer == null || answer != 3 * n) {
          faults.add(n + " was answered with " + answer);
        }
        answered.incrementAndGet();
        latencies.recordValue((System.nanoTime() - begin) / 1_000);
      } catch (CompletionException e) {
        String type = e.getCause().getClass().getSimpleName();
        failures.computeIfAbsent(type, key -> new AtomicLong()).incrementAndGet();
        if (!EXPLAINED.contains(type)) {
          faults.add(e.getCause().toString());
        }
      }
      if (System.nanoTime() - begin > CALL.plusMillis(1_000).toNanos()) {
        faults.add("a call took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
      }
    }
  }

  private void notifyOn(Notifier notifier) {
    for (int i = 0; !stopped.get(); i++) {
      int n = i;
      room.acquireUninterruptibly();
      notifier
          .info(MessageContext.empty(), "counted", n)
          .whenComplete(
              (nothing, failure) -> {
                if (failure == null) {
                  synchronized (arrived) {
                    confirmed.set(n);
                  }
                }
                room.release();
              });
    }
  }

  private Transport transport() {
    FaultProxy proxy = FaultProxy.before(node.port());
    proxies.add(proxy);
    open.add(proxy);
    Transport transport =
        Transport.open(
            "rabbit://guest:guest@127.0.0.1:" + proxy.port() + "/?heartbeat_timeout_threshold=1");
    open.add(transport);
    return transport;
  }

  /** Triples numbers without blocking, so that every executor serves it. */
  private static final class Desk {
    @RpcMethod
    public CompletionStage<Integer> triple(int n) {
      return CompletableFuture.completedFuture(3 * n);
    }
  }

  /** Marks what comes. */
  private final class News {
    @OnNotification
    public void take(Notification notification) {
      Integer n = notification.payload(Integer.class);
      synchronized (arrived) {
        arrived.set(n == null ? 0 : n);
      }
    }
  }
}
