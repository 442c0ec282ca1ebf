package dev.fjord.driver.amqp.net;

import dev.fjord.spi.Timers;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one transport run on: one loop and one clock. They share the loop since a
 * reply and the next request, or a request and its reply, then meet on one thread instead of waking
 * each other's; nothing on it waits, so neither holds up the other.
 *
 * <p>Thread-safe.
 */
public final class WireLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WireLoop.class);
  private static final int CLOSE_MILLIS = 1_000;

  private final String name;
  private final EventLoopGroup group;
  private final EventExecutor loop;
  private final Timers timers;

  /** With a name for its thread, which starts at first use. */
  public WireLoop(String name, Timers timers) {
    this.name = name;
    this.group = WireThreads.loop(name);
    this.loop = group.next();
    this.timers = timers;
  }

  /** Ends the loop, after the connections on it; does not wait for that. */
  public void close() {
    var unused = group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** For what takes a whole group. */
  public EventLoopGroup group() {
    return group;
  }

  /** Runs a task on the loop; after the close, runs {@code ifClosed} here instead. */
  public void run(Runnable task, Runnable ifClosed) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("The loop of {} has ended", name, e);
      ifClosed.run();
    }
  }

  /** The clock. */
  public Timers timers() {
    return timers;
  }
}
