package dev.fjord.driver.amqp.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Every thread that this driver starts. All are wire threads and run no user code (D1). */
public final class WireThreads {
  private static final int MOST_SETUP_TASKS = 10_000;

  private WireThreads() {}

  /** One thread for all traffic of a transport. */
  static EventLoopGroup loop(String name) {
    return new MultiThreadIoEventLoopGroup(
        1, (ThreadFactory) task -> loopThread("wire-" + name, task), NioIoHandler.newFactory());
  }

  /** The setup thread of one connection; it ends when it is idle. */
  public static ExecutorService setup(String name) {
    ThreadPoolExecutor setup =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_SETUP_TASKS),
            task -> thread("wire-setup-" + name, task));
    setup.allowCoreThreadTimeOut(true);
    return setup;
  }

  /** What the client starts for itself while it closes. */
  public static Thread helper(String name, Runnable task) {
    return thread("wire-helper-" + name, task);
  }

  /** A loop's thread is of Netty's own kind, whose thread-locals are quicker. */
  private static Thread loopThread(String name, Runnable task) {
    Thread thread = new FastThreadLocalThread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static Thread thread(String name, Runnable task) {
    return Thread.ofPlatform().name(name).daemon(true).unstarted(task);
  }
}
