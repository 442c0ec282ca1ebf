package dev.fjord.interop.sample;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Placement;
import dev.fjord.spi.SlottedExecutor;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;

// shown: begin
/** Makes the executor {@code virtual}: a virtual thread for each method, whatever its style. */
public final class VirtualExecutorProvider implements ExecutorProvider {
  /** For {@link java.util.ServiceLoader}. */
  public VirtualExecutorProvider() {}

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public MessageExecutor create(
      Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
    return new SlottedExecutor(
        new InFlight(listener, maxInFlight(settings)),
        dispatcher,
        settings,
        new VirtualPlacement(settings));
  }

  // shown: end

  // shown: begin
  private static final class VirtualPlacement implements Placement {
    private final ThreadFactory workers;

    VirtualPlacement(ExecutorSettings settings) {
      workers = Thread.ofVirtual().name("worker-" + settings.serverName() + "-", 0).factory();
    }

    @Override
    public void place(AcceptedInvocation invocation) {
      workers
          .newThread(invocation::runOnWorker)
          .start(); // waits there for a stage, if there is one
    }

    @Override
    public void shutdown() {} // nothing is left running when this is called

    @Override
    public boolean await(Duration timeout) {
      return true; // the last thing that a virtual thread does is to free its slot
    }
  }
  // shown: end
}
