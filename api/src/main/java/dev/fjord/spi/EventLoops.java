package dev.fjord.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loops of one executor: the application's if it gave one, else as many of its own as {@code
 * event_loops} says, each a platform thread named {@code loop-<server>-<n>} that starts with its
 * first task.
 *
 * <p>Thread-safe; only {@link #await} blocks.
 */
public final class EventLoops {
  private final List<EventLoop> loops;
  private final List<ExecutorService> own;
  private final ServerThreads threads;
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(List<EventLoop> loops, List<ExecutorService> own, ServerThreads threads) {
    this.loops = List.copyOf(loops);
    this.own = List.copyOf(own);
    this.threads = threads;
  }

  /** The loops that a server's settings ask for. */
  public static EventLoops of(ExecutorSettings settings) {
    ServerThreads threads = new ServerThreads("loop", settings);
    List<EventLoop> loops = new ArrayList<>();
    List<ExecutorService> own = new ArrayList<>();
    if (settings.loop().isPresent()) {
      loops.add(EventLoop.on(settings.loop().get()));
    } else {
      for (int i = 0; i < settings.eventLoops(); i++) {
        ExecutorService loop = newLoop(threads);
        own.add(loop);
        loops.add(EventLoop.on(loop));
      }
    }
    return new EventLoops(loops, own, threads);
  }

  /** The loop whose turn it is. */
  public EventLoop next() {
    if (loops.size() == 1) {
      return loops.get(0);
    }
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /** Lets the loops end that are not the application's, after the tasks they have. */
  public void shutdown() {
    own.forEach(ExecutorService::shutdown);
  }

  /** Waits until the threads of the loops have ended, after {@link #shutdown}. */
  public boolean await(Duration timeout) throws InterruptedException {
    return threads.await(timeout);
  }

  private static ExecutorService newLoop(ServerThreads threads) {
    // The queue is bounded by the slots: each unfinished message has a few tasks at most.
    return new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), threads);
  }
}
