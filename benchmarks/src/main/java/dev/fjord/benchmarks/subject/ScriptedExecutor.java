package dev.fjord.benchmarks.subject;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.spi.Style;
import dev.fjord.transport.Transport;
import java.time.Duration;

/** An executor with a scripted listener and dispatcher: dispatch alone, without codec and wire. */
public final class ScriptedExecutor implements AutoCloseable {
  private final ScriptedListener listener = new ScriptedListener();
  private final EndpointMethod method;
  private final Transport timersOwner;
  private final MessageExecutor executor;

  /** Starts an executor by name, for methods of one style. */
  public ScriptedExecutor(String name, Style style, int maxInFlight) {
    FjordConfig config =
        FjordConfig.builder()
            .set(CoreOptions.EXECUTOR_MAX_IN_FLIGHT, Integer.toString(maxInFlight))
            .build();
    method = new EndpointMethod("call", "Scripted.call", style);
    timersOwner = Transport.builder().config(config).url("fake://").open();
    ExecutorProvider provider = ProviderLookup.executors().find(name);
    executor =
        provider.create(
            listener,
            new ScriptedDispatcher(method),
            ExecutorSettings.of("scripted", config, timersOwner.timers()));
    executor.start().toCompletableFuture().join();
  }

  /** The method that its messages call. */
  public EndpointMethod method() {
    return method;
  }

  /** Hands it a message, now or when it has a slot. */
  public void offer(ScriptedMessage message) {
    listener.offer(message);
  }

  @Override
  public void close() {
    executor.stop();
    try {
      var unused = executor.await(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timersOwner.close();
  }
}
