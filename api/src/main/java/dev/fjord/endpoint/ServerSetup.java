package dev.fjord.endpoint;

import dev.fjord.CoreOptions;
import dev.fjord.EndpointException;
import dev.fjord.Escaped;
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

  private void requireMethods(Dispatcher dispatcher) {
    List<String> names = dispatcher.methods().stream().map(EndpointMethod::name).toList();
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
    var config = transport.config();
    if (maxInFlight != null) {
      config = config.with(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, Integer.toString(maxInFlight));
    }
    ExecutorProvider provider = executor;
    if (provider == null) {
      provider =
          ProviderLookup.executors()
              .find(executorName != null ? executorName : config.get(CoreOptions.EXECUTOR));
    }
    ExecutorSettings settings = ExecutorSettings.of(name, config, transport.timers());
    if (loop != null) {
      settings = settings.withLoop(loop);
    }
    requireMethods(dispatcher);
    settings = settings.withLimits(limits).withTelemetry(transport.telemetry());
    ServerGuard guard =
        new ServerGuard(
            name, config, transport.timers(), dispatcher.methods(), transport.telemetry());
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
    server.start(config.get(CoreOptions.SEND_TIMEOUT));
    return server;
  }
}
