package dev.fjord.tck;

import dev.fjord.spi.AcceptedInvocation;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Placement;
import dev.fjord.spi.ServerThreads;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Executors that break a rule by the thread they pick. */
final class BrokenThreads {
  private BrokenThreads() {}

  /** X1: a loop for each blocking method. */
  static final class BlockingOnALoop extends SketchExecutorProvider {
    @Override
    Placement placement(ExecutorSettings settings) {
      return new SketchPlacement(settings) {
        @Override
        void placeBlocking(AcceptedInvocation invocation) {
          EventLoop.on(Thread::startVirtualThread)
              .execute(
                  invocation::runOnWorker,
                  rejected -> {
                    throw rejected;
                  });
        }
      };
    }
  }

  /** X2: a loop waits for the reply to be gone. */
  static final class LoopWaitsForReply extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener, ForwardingInvocation.dispatcher(dispatcher, Waiting::new), settings);
    }

    private static final class Waiting extends ForwardingInvocation {
      Waiting(Invocation invocation) {
        super(invocation);
      }

      @Override
      public boolean finish(Outcome outcome) {
        boolean first = super.finish(outcome);
        if (first && method().style() == Style.ASYNC) {
          finished().toCompletableFuture().join();
        }
        return first;
      }
    }
  }

  /** X3: one thread for blocking and asynchronous methods, which are told it is a loop. */
  static final class OneThreadForBothStyles extends SketchExecutorProvider {
    @Override
    Placement placement(ExecutorSettings settings) {
      if (settings.loop().isPresent()) {
        return super.placement(settings);
      }
      ServerThreads threads = new ServerThreads("loop", settings);
      ExecutorService thread = Executors.newSingleThreadExecutor(threads);
      EventLoop loop = EventLoop.on(thread);
      return new Placement() {
        @Override
        public void place(AcceptedInvocation invocation) {
          if (invocation.method().style() == Style.BLOCKING) {
            thread.execute(invocation::runOnWorker);
          } else {
            invocation.runOn(loop);
          }
        }

        @Override
        public void shutdown() {
          thread.shutdown();
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
          return thread.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)
              && threads.await(timeout);
        }
      };
    }
  }

  /** X14: tells nobody what runs. */
  static final class TellsNothing extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      ExecutorSettings silent =
          ExecutorSettings.of(settings.serverName(), settings.config(), settings.timers())
              .withLimits(settings.limits());
      return super.create(
          listener, dispatcher, settings.loop().map(silent::withLoop).orElse(silent));
    }
  }

  /** X15: lets any number of calls run. */
  static final class IgnoresLimits extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(listener, dispatcher, settings.withLimits(Map.of()));
    }
  }

  /** X6: threads that never end. */
  static final class LeavesThreads extends SketchExecutorProvider {
    @Override
    Placement placement(ExecutorSettings settings) {
      return new SketchPlacement(settings) {
        @Override
        public void shutdown() {}

        @Override
        public boolean await(Duration timeout) {
          return true;
        }
      };
    }
  }
}
