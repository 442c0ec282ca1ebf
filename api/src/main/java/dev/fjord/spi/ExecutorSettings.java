package dev.fjord.spi;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an executor is given. Immutable.
 *
 * @since 0.1.0
 */
public final class ExecutorSettings {
  private final String serverName;
  private final FjordConfig config;
  private final Timers timers;
  private final Extras extras;

  private ExecutorSettings(String serverName, FjordConfig config, Timers timers, Extras extras) {
    this.serverName = serverName;
    this.config = config;
    this.timers = timers;
    this.extras = extras;
  }

  /** Settings for a server of some name, with its own loops. */
  public static ExecutorSettings of(String serverName, FjordConfig config, Timers timers) {
    return new ExecutorSettings(serverName, config, timers, Extras.NONE);
  }

  /** A copy that uses a loop of the application's, which stays the application's to shut down. */
  public ExecutorSettings withLoop(Executor newLoop) {
    return with(new Extras(newLoop, extras.watch, extras.telemetry, extras.limits));
  }

  /** A copy whose executor tells a watch how its methods use their threads. Default: nobody. */
  public ExecutorSettings withWatch(ExecutionWatch newWatch) {
    return with(new Extras(extras.loop, newWatch, extras.telemetry, extras.limits));
  }

  /** A copy whose executor tells telemetry of each message. Default: nothing is told. */
  public ExecutorSettings withTelemetry(Telemetry newTelemetry) {
    return with(
        new Extras(
            extras.loop, extras.watch, newTelemetry.isOff() ? null : newTelemetry, extras.limits));
  }

  /**
   * A copy with other limits for how many calls of a method run at a time, by the name callers use.
   * Default: those that the methods have themselves.
   */
  public ExecutorSettings withLimits(Map<String, Integer> newLimits) {
    return with(new Extras(extras.loop, extras.watch, extras.telemetry, Map.copyOf(newLimits)));
  }

  private ExecutorSettings with(Extras changed) {
    return new ExecutorSettings(serverName, config, timers, changed);
  }

  /** What threads are named after. */
  public String serverName() {
    return serverName;
  }

  /** The configuration. */
  public FjordConfig config() {
    return config;
  }

  /** The transport's clock and timer. */
  public Timers timers() {
    return timers;
  }

  /** The application's own loop, if it gave one. */
  public Optional<Executor> loop() {
    return Optional.ofNullable(extras.loop);
  }

  /** What wants to be told how methods use their threads, if anything does. */
  public Optional<ExecutionWatch> watch() {
    return Optional.ofNullable(extras.watch);
  }

  /** What wants to be told of each message, if anything does. */
  public Optional<Telemetry> telemetry() {
    return Optional.ofNullable(extras.telemetry);
  }

  /** The limits that come before those which the methods have themselves. */
  public Map<String, Integer> limits() {
    return extras.limits;
  }

  /** The most unfinished messages; default 1,024. */
  public int maxInFlight() {
    return config.get(CoreOptions.EXECUTOR_MAX_IN_FLIGHT);
  }

  /** The size of a pool of workers; default 64. */
  public int poolSize() {
    return config.get(CoreOptions.EXECUTOR_THREAD_POOL_SIZE);
  }

  /** How many loops to run; default 1. */
  public int eventLoops() {
    return config.get(CoreOptions.EVENT_LOOPS);
  }

  /** How long a stage may stay incomplete when the message has no budget; default 300 s. */
  public Duration endpointTimeout() {
    return config.get(CoreOptions.ENDPOINT_TIMEOUT);
  }

  /** What not every server has. */
  private record Extras(
      @Nullable Executor loop,
      @Nullable ExecutionWatch watch,
      @Nullable Telemetry telemetry,
      Map<String, Integer> limits) {
    static final Extras NONE = new Extras(null, null, null, Map.of());
  }
}
