package dev.fjord.interop.amqp;

import dev.fjord.rpc.RpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * Callers on virtual threads that call {@link Counting} without a pause, blocking and asynchronous
 * methods in turn, and account for the end of each call.
 */
final class CallLoad implements AutoCloseable {
  /** An end of a call that came later than its timeout and this is overdue. */
  private static final Duration GRACE = Duration.ofMillis(1_500);

  private final RpcClient client;
  private final Duration timeout;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong lastAnswer = new AtomicLong();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Deque<String> faults = new ConcurrentLinkedDeque<>();
  private final List<Thread> threads = new ArrayList<>();

  CallLoad(RpcClient client, Duration timeout, int callers) {
    this.client = client.timeout(timeout);
    this.timeout = timeout;
    for (int i = 0; i < callers; i++) {
      threads.add(Thread.ofVirtual().name("caller-" + i).start(this::callOn));
    }
  }

  int begun() {
    return begun.get();
  }

  int answered() {
    return answered.get();
  }

  /** How the calls that were not answered ended, by the class of the error. */
  Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /** Wrong answers, calls that ended twice, and calls that ended late. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Waits for the first answer after a moment and says how long after it came. */
  Duration firstAnswerAfter(long nanos, Duration patience) {
    int before = answered.get();
    Awaitility.await()
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> answered.get() > before);
    return Duration.ofNanos(lastAnswer.get() - nanos);
  }

  /** Ends the load and waits for every call. */
  @Override
  public void close() throws InterruptedException {
    stopped.set(true);
    for (Thread thread : threads) {
      if (!thread.join(timeout.plusSeconds(10))) {
        faults.add(thread.getName() + " never came back");
      }
    }
    if (begun.get() != ended.get()) {
      faults.add(begun + " calls begun, " + ended + " ended");
    }
  }

  private void callOn() {
    while (!stopped.get()) {
      int n = next.incrementAndGet();
      long begin = System.nanoTime();
      begun.incrementAndGet();
      AtomicInteger ends = new AtomicInteger();
      String method = n % 2 == 0 ? "triple" : "triple_async";
      try {
        Integer answer =
            client
                .request(method)
                .arg("n", n)
                .callAsync(Integer.class)
                .whenComplete(
                    (result, failure) -> {
                      if (ends.incrementAndGet() > 1) {
                        faults.add("call " + n + " ended twice");
                      }
                    })
                .join();
        lastAnswer.set(System.nanoTime());
        answered.incrementAndGet();
        if (answer == null || answer != 3 * n) {
          faults.add(n + " was answered with " + answer);
        }
      } catch (java.util.concurrent.CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        failures.merge(cause.getClass().getSimpleName(), 1, Integer::sum);
      }
      ended.incrementAndGet();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      if (took.compareTo(timeout.plus(GRACE)) > 0) {
        faults.add("call " + n + " took " + took.toMillis() + " ms");
      }
    }
  }
}
