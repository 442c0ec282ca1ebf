package dev.fjord.tck;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EventLoops;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.InFlight;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Placement;
import dev.fjord.spi.SlottedExecutor;
import dev.fjord.spi.Style;
import java.time.Duration;

/** The shortest executor that keeps the contract. What breaks a rule extends it. */
class SketchExecutorProvider implements ExecutorProvider {
  @Override
  public String name() {
    return "sketch";
  }

  @Override
  public MessageExecutor create(
      Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
    return new SlottedExecutor(
        new InFlight(listener, maxInFlight(settings)), dispatcher, settings, placement(settings));
  }

  Placement placement(ExecutorSettings settings) {
    return new SketchPlacement(settings);
  }

  /** A virtual thread for each method that may block, loops for the others. */
  static class SketchPlacement implements Placement {
    private final EventLoops loops;

    SketchPlacement(ExecutorSettings settings) {
      loops = EventLoops.of(settings);
    }

    @Override
    public void place(AcceptedInvocation invocation) {
      if (invocation.method().style() == Style.BLOCKING) {
        placeBlocking(invocation);
      } else {
        invocation.runOn(loops.next());
      }
    }

    void placeBlocking(AcceptedInvocation invocation) {
      Thread.startVirtualThread(invocation::runOnWorker);
    }

    @Override
    public void shutdown() {
      loops.shutdown();
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
      return loops.await(timeout);
    }
  }
}
