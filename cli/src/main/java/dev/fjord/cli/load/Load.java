package dev.fjord.cli.load;

import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * So many callers at once, each on a virtual thread, each with so many messages one after another.
 * Single use.
 */
public final class Load {
  private static final Duration REFRESH = Duration.ofMillis(100);
  private static final int MOST_KINDS = 50;

  private final int clients;
  private final int messages;
  private final LoadAction action;
  private final Timers timers;
  private final Latencies latencies = new Latencies();
  private final FailureCounts errors = new FailureCounts();
  private final Set<Class<?>> failures = ConcurrentHashMap.newKeySet();
  private final AtomicLong done = new AtomicLong();
  private volatile boolean interrupted;
  private Duration pause = Duration.ZERO;

  /** A load of {@code clients} times {@code messages} messages, timed by these timers. */
  public Load(int clients, int messages, LoadAction action, Timers timers) {
    this.clients = clients;
    this.messages = messages;
    this.action = action;
    this.timers = timers;
  }

  /** Lets each caller wait after each message; before {@link #run}. */
  public Load pausing(Duration afterEach) {
    pause = afterEach;
    return this;
  }

  /**
   * Runs the load to its end. Blocks. If interrupted, the callers are, and what they have done is
   * the result; the thread's interrupt is kept.
   *
   * @param progress is told from time to time how many messages have ended, on the calling thread
   */
  public LoadResult run(LongConsumer progress) {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(clients);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int client = i;
      callers.add(Thread.ofVirtual().name("caller-" + i).start(() -> runClient(client, go, ended)));
    }
    long begin = timers.nanoTime();
    go.countDown();
    await(ended, callers, progress);
    return new LoadResult(
        (long) clients * messages,
        latencies,
        errors.snapshot(),
        failures.stream().limit(MOST_KINDS).collect(Collectors.toUnmodifiableSet()),
        Duration.ofNanos(timers.nanoTime() - begin));
  }

  private void await(CountDownLatch ended, List<Thread> callers, LongConsumer progress) {
    boolean wasInterrupted = false;
    while (true) {
      try {
        if (ended.await(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
        progress.accept(done.get());
      } catch (InterruptedException e) {
        wasInterrupted = true;
        interrupted = true;
        callers.forEach(Thread::interrupt);
      }
    }
    progress.accept(done.get());
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void runClient(int client, CountDownLatch go, CountDownLatch ended) {
    try {
      go.await();
      for (int message = 0; message < messages && !interrupted; message++) {
        runOne(client, message);
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private void pause() throws InterruptedException {
    if (!pause.isZero()) {
      CountDownLatch over = new CountDownLatch(1);
      timers.schedule(pause, over::countDown);
      over.await();
    }
  }

  private void runOne(int client, int message) {
    long begin = timers.nanoTime();
    try {
      action.run(client, message);
      latencies.record(timers.nanoTime() - begin);
    } catch (RuntimeException e) {
      errors.add(e);
      failures.add(e.getClass());
    } finally {
      done.incrementAndGet();
    }
  }
}
