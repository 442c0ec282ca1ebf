package dev.fjord.spi;

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
}
