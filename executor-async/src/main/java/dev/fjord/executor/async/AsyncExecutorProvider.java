package dev.fjord.executor.async;

import dev.fjord.ExecutorRefusedException;
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
import java.util.List;

/**
 * Makes the executor {@code async}, which refuses methods that may block. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AsyncExecutorProvider implements ExecutorProvider {
  private static final String NAME = "async";
  private static final String ADVICE =
      "Let each return a CompletionStage, or set executor=hybrid, which runs methods of both kinds.";

  /** For {@link java.util.ServiceLoader}. */
  public AsyncExecutorProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ExecutorRefusedException naming every method whose style is {@link Style#BLOCKING}
   */
  @Override
  public MessageExecutor create(
      Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
    List<String> blocking =
        dispatcher.methods().stream()
            .filter(AsyncExecutorProvider::isRefused)
            .map(EndpointMethod::javaName)
            .toList();
    if (!blocking.isEmpty()) {
      throw new ExecutorRefusedException(
          NAME, blocking, "They may block, and this executor has event loops only. " + ADVICE);
    }
    return new SlottedExecutor(
        new InFlight(listener, maxInFlight(settings)),
        dispatcher,
        settings,
        new AsyncPlacement(settings));
  }

  @Override
  public ThreadPlan plan(EndpointMethod method, ExecutorSettings settings) {
    return isRefused(method)
        ? new ThreadPlan(ThreadPlan.Kind.REFUSED, "REFUSED: it may block. " + ADVICE)
        : ThreadPlan.loop(settings);
  }

  private static boolean isRefused(EndpointMethod method) {
    return method.style() == Style.BLOCKING;
  }
}
