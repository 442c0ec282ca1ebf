package dev.fjord.executor.blocking;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.SlottedExecutor;
import dev.fjord.spi.Style;
import dev.fjord.spi.ThreadPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the executor {@code blocking}, which runs methods of both styles on {@code
 * executor_thread_pool_size} workers. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BlockingExecutorProvider implements ExecutorProvider {
  private static final Logger LOG = LoggerFactory.getLogger(BlockingExecutorProvider.class);

  /** For {@link java.util.ServiceLoader}. */
  public BlockingExecutorProvider() {}

  @Override
  public String name() {
    return "blocking";
  }

  @Override
  public MessageExecutor create(
      Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
    if (settings.loop().isPresent()) {
      LOG.warn(
          "The loop given to {} is not used: executor=blocking runs every method on its workers."
              + " executor=hybrid and executor=async use it.",
          settings.serverName());
    }
    int slots = maxInFlight(settings);
    return new SlottedExecutor(
        new InFlight(listener, slots), dispatcher, settings, new PoolPlacement(settings, slots));
  }

  /** No more than there are workers, so that a request is acknowledged when one is free for it. */
  @Override
  public int maxInFlight(ExecutorSettings settings) {
    return Math.min(settings.maxInFlight(), settings.poolSize());
  }

  @Override
  public ThreadPlan plan(EndpointMethod method, ExecutorSettings settings) {
    String pool = "a worker of " + maxInFlight(settings);
    return new ThreadPlan(
        ThreadPlan.Kind.POOL_THREAD,
        method.style() == Style.BLOCKING ? pool : pool + ", which waits for the stage");
  }
}
