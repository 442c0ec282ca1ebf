package dev.fjord.spi;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the platform threads of one executor, named {@code <role>-<server>-<n>}, and waits for
 * their end. They see the classes that the thread saw that made this, and like virtual threads they
 * do not keep the process alive.
 *
 * <p>Thread-safe; only {@link #await} blocks.
 *
 * @since 0.1.0
 */
public final class ServerThreads implements ThreadFactory {
  private final String prefix;
  private final Timers timers;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> alive = ConcurrentHashMap.newKeySet();

  /** Threads of a role: {@code loop} or {@code worker}. */
  public ServerThreads(String role, ExecutorSettings settings) {
    this.prefix = role + "-" + settings.serverName() + "-";
    this.timers = settings.timers();
  }

  @Override
  public Thread newThread(Runnable task) {
    alive.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread =
        Thread.ofPlatform()
            .name(prefix + count.getAndIncrement())
            .daemon(true)
            .inheritInheritableThreadLocals(false)
            .unstarted(task);
    thread.setContextClassLoader(loader);
    alive.add(thread);
    return thread;
  }

  /** Waits until all threads made so far have ended; returns whether they have. */
  public boolean await(Duration timeout) throws InterruptedException {
    long begin = timers.nanoTime();
    for (Thread thread : alive) {
      if (!thread.join(timeout.minusNanos(timers.nanoTime() - begin))) {
        return false;
      }
    }
    return true;
  }
}
