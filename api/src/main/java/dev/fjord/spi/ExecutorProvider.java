package dev.fjord.spi;

import dev.fjord.ConfigOption;
import java.util.List;

/**
 * Makes executors; found through {@link java.util.ServiceLoader} by its name.
 *
 * <p>The same contract as {@link DriverProvider}: public class, public constructor without argument
 * or work, named in {@code module-info} and in {@code
 * META-INF/services/dev.fjord.spi.ExecutorProvider}. Two providers with one name are an error that
 * names both.
 *
 * @since 0.1.0
 */
public interface ExecutorProvider {
  /** The name that the configuration key {@code executor} selects it by. */
  String name();

  /**
   * Makes an executor for one server.
   *
   * @throws dev.fjord.ExecutorRefusedException if it cannot run some of the dispatcher's methods
   */
  MessageExecutor create(Listener listener, Dispatcher dispatcher, ExecutorSettings settings);

  /** The most unfinished messages that an executor with these settings will ever hold. */
  default int maxInFlight(ExecutorSettings settings) {
    return settings.maxInFlight();
  }

  /**
   * Where a method would run, for people who ask before the start. Starts nothing. An executor that
   * does not override it tells nothing.
   */
  default ThreadPlan plan(EndpointMethod method, ExecutorSettings settings) {
    return ThreadPlan.untold(name());
  }

  /**
   * The options that it reads, so that the configuration can be checked. None unless overridden.
   */
  default List<ConfigOption<?>> options() {
    return List.of();
  }
}
