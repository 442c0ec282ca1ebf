package dev.fjord.rpc;

import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Timers;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what a server's methods do. Thread-safe; waits for nothing. */
final class ServerStatistics implements TelemetryListener {
  private final Timers timers;
  // One for each method of the server, by its Java name and the name callers use.
  private final Map<String, MethodStatistics> methods = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  ServerStatistics(Timers timers) {
    this.timers = timers;
  }

  @Override
  public WorkObserver received(Receipt what) {
    if (what.name().isEmpty()) {
      refused.increment();
      return WorkObserver.NOTHING;
    }
    return new Work(of(what.javaName(), what.name()));
  }

  /** How many requests named what no endpoint serves. */
  long refused() {
    return refused.sum();
  }

  /** What is known of a method, as it is told. */
  Map<String, Object> of(InterfaceDescription endpoint, EndpointMethod method) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("namespaces", List.copyOf(endpoint.namespaces()));
    told.put("version", endpoint.version());
    told.put("name", method.name());
    told.put("style", method.style().name().toLowerCase(Locale.ROOT));
    of(method.javaName(), method.name()).tell(told);
    return told;
  }

  private MethodStatistics of(String javaName, String name) {
    return methods.computeIfAbsent(javaName + ' ' + name, missing -> new MethodStatistics());
  }

  /** One request on its way. */
  private final class Work implements WorkObserver {
    private final MethodStatistics method;
    private final long received = timers.nanoTime();
    // A deadline may end it on another thread than the one that starts it.
    private volatile long started;
    private volatile boolean hasStarted;

    Work(MethodStatistics method) {
      this.method = method;
      method.received();
    }

    @Override
    public void started() {
      long now = timers.nanoTime();
      started = now;
      hasStarted = true;
      method.started(now - received);
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (hasStarted) {
        method.ended(timers.nanoTime() - started);
      }
      if (failure != null) {
        method.failed(failure.getClass().getName());
      }
    }

    @Override
    public void finished() {
      method.finished();
    }
  }
}
