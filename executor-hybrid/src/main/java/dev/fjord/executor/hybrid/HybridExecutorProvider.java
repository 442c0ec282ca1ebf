package dev.fjord.executor.hybrid;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.SlottedExecutor;

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
}
