package dev.fjord.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loops of one executor: the application's if it gave one, else as many of its own as {@code
 * event_loops} says, each a platform thread named {@code loop-<server>-<n>} that starts with its
 * first task.
 *
 * <p>Thread-safe; only {@link #await} blocks.
 *
 * @since 0.1.0
 */
public final class EventLoops {
  private final List<EventLoop> loops;
  private final ServerThreads threads;
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(List<EventLoop> loops, ServerThreads threads) {
    this.loops = List.copyOf(loops);
    this.threads = threads;
  }

  /** The loops that a server's settings ask for. */
  public static EventLoops of(ExecutorSettings settings) {
    ServerThreads threads = new ServerThreads("loop", settings);
    List<EventLoop> loops = new ArrayList<>();
    if (settings.loop().isPresent()) {
      loops.add(EventLoop.on(settings.loop().get()));
    } else {
      for (int i = 0; i < settings.eventLoops(); i++) {
        loops.add(EventLoop.withThread(threads));
      }
    }
    return new EventLoops(loops, threads);
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
    loops.forEach(EventLoop::shutdown);
  }

  /** Waits until the threads of the loops have ended, after {@link #shutdown}. */
  public boolean await(Duration timeout) throws InterruptedException {
    return threads.await(timeout);
  }
}
