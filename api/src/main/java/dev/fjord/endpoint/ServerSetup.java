package dev.fjord.endpoint;

import dev.fjord.CoreOptions;
import dev.fjord.EndpointException;
import dev.fjord.Escaped;
import dev.fjord.FjordConfig;
import dev.fjord.guard.ServerGuard;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.telemetry.Telemetry;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.transport.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Which executor a server runs on, and how. Confined to the thread that builds the server. */
public final class ServerSetup {
  private final Transport transport;
  private @Nullable String executorName;
  private @Nullable ExecutorProvider executor;
  private @Nullable Integer maxInFlight;
  private @Nullable Executor loop;
  private @Nullable TelemetryListener observer;
  private final Map<String, Integer> limits = new HashMap<>();

  /** For a server on a transport. */
  public ServerSetup(Transport transport) {
    this.transport = transport;
  }

  /** The transport. */
  public Transport transport() {
    return transport;
  }

  /** Chooses the executor by name. */
  public void executor(String name) {
    executorName = name;
  }

  /** Uses an executor that need not be on the class path. */
  public void executor(ExecutorProvider provider) {
    executor = provider;
  }

  /** Bounds the unfinished messages. */
  public void maxInFlight(int most) {
    maxInFlight = most;
  }

  /** Uses the application's loop. */
  public void loop(Executor newLoop) {
    loop = newLoop;
  }

  /** Bounds how many calls of a method run at a time. */
  public void limit(String method, int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "A limit must be at least 1, is " + most + " for " + Escaped.text(method));
    }
    limits.put(method, most);
  }

  /** Has one more told of the messages that are worked on. */
  public void observer(TelemetryListener listener) {
    observer = listener;
  }

  /**
   * What a start would lead to. Starts nothing.
   *
   * @throws EndpointException if there is a limit for a method that there is not
   */
  public ThreadsPlan plan(String name, List<EndpointMethod> methods) {
    requireMethods(methods);
    ExecutorProvider provider = provider();
    ExecutorSettings settings = settings(name);
    return new ThreadsPlan(
        provider.name(),
        provider.maxInFlight(settings),
        method -> provider.plan(method, settings),
        method -> limits.getOrDefault(method.name(), method.limit()));
  }

  private ExecutorProvider provider() {
    return executor != null
        ? executor
        : ProviderLookup.executors()
            .find(
                executorName != null ? executorName : transport.config().get(CoreOptions.EXECUTOR));
  }

  private ExecutorSettings settings(String name) {
    FjordConfig config = transport.config();
    if (maxInFlight != null) {
      config = config.with(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, Integer.toString(maxInFlight));
    }
    ExecutorSettings settings = ExecutorSettings.of(name, config, transport.timers());
    if (loop != null) {
      settings = settings.withLoop(loop);
    }
    return settings.withLimits(limits).withTelemetry(telemetry());
  }

  private Telemetry telemetry() {
    return observer == null ? transport.telemetry() : transport.telemetry().and(observer);
  }

  private void requireMethods(List<EndpointMethod> methods) {
    List<String> names = methods.stream().map(EndpointMethod::name).toList();
    for (String limited : limits.keySet()) {
      if (!names.contains(limited)) {
        throw new EndpointException(
            "There is no method '"
                + Escaped.text(limited)
                + "' to limit; there are "
                + String.join(", ", names));
      }
    }
  }

  /** Puts listener, dispatcher and executor together, and starts them. */
  public RunningServer start(
      String name, Dispatcher dispatcher, IntFunction<ListenRequest> listening) {
    // Before there is anything to give back.
    EventLoop.requireMayBlock("Starting a server");
    ExecutorProvider provider = provider();
    requireMethods(dispatcher.methods());
    ExecutorSettings settings = settings(name);
    ServerGuard guard =
        new ServerGuard(
            name, settings.config(), transport.timers(), dispatcher.methods(), telemetry());
    if (guard.isWanted()) {
      settings = settings.withWatch(guard);
    }
    Listener listener = transport.driver().listen(listening.apply(provider.maxInFlight(settings)));
    MessageExecutor messageExecutor;
    try {
      messageExecutor = provider.create(listener, dispatcher, settings);
    } catch (RuntimeException | Error e) {
      listener.close();
      throw e;
    }
    RunningServer server =
        new RunningServer(name, provider.name(), listener, messageExecutor, guard);
    server.start(transport.config().get(CoreOptions.SEND_TIMEOUT));
    return server;
  }
}
