package dev.fjord.executor.hybrid;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.SlottedExecutor;
import dev.fjord.spi.ThreadPlan;

/**
 * Makes the executor {@code hybrid}, which runs methods of both styles. Thread-safe.
 *
 * @since 0.1.0
 */
public final class HybridExecutorProvider implements ExecutorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public HybridExecutorProvider() {}

  @Override
  public String name() {
    return "hybrid";
  }

  @Override
  public MessageExecutor create(
      Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
    return new SlottedExecutor(
        new InFlight(listener, maxInFlight(settings)),
        dispatcher,
        settings,
        new HybridPlacement(settings));
  }

  @Override
  public ThreadPlan plan(EndpointMethod method, ExecutorSettings settings) {
    return switch (method.style()) {
      case BLOCKING -> new ThreadPlan(ThreadPlan.Kind.VIRTUAL_THREAD, "a new virtual thread");
      case ASYNC -> ThreadPlan.loop(settings);
    };
  }
}
