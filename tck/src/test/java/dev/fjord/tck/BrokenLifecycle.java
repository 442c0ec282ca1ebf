package dev.fjord.tck;

import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Executors that break a rule by how they start and stop. */
final class BrokenLifecycle {
  private BrokenLifecycle() {}

  /** X5: stop waits until all is finished, also the message whose method called it. */
  static final class StopWaits extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return new ForwardingExecutor(super.create(listener, dispatcher, settings)) {
        @Override
        public void stop() {
          super.stop();
          try {
            // Not for ever: the test of the test has to end. Longer than its patience, though.
            boolean unused = await(ExecutorContractTest.IMPATIENT.multipliedBy(3));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
    }
  }

  /** X6: await does not wait. */
  static final class AwaitDoesNotWait extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return new ForwardingExecutor(super.create(listener, dispatcher, settings)) {
        @Override
        public boolean await(Duration timeout) {
          return true;
        }
      };
    }
  }

  /** X8: forgets what is accepted after stop. */
  static final class LosesMessagesAtStop extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      AtomicBoolean stopped = new AtomicBoolean();
      Dispatcher forgetful =
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public CompletionStage<@Nullable Void> accept() {
                      CompletionStage<@Nullable Void> accepted = super.accept();
                      return accepted.toCompletableFuture().isDone()
                          ? accepted
                          : accepted.thenCompose(
                              nothing -> stopped.get() ? new CompletableFuture<>() : accepted);
                    }
                  });
      return new ForwardingExecutor(super.create(listener, forgetful, settings)) {
        @Override
        public void stop() {
          stopped.set(true);
          super.stop();
        }
      };
    }
  }

  /** X12: starts as often as it is told to. */
  static final class StartsTwice extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return new ForwardingExecutor(super.create(listener, dispatcher, settings)) {
        @Override
        public CompletionStage<@Nullable Void> start() {
          try {
            return super.start();
          } catch (IllegalStateException e) {
            return CompletableFuture.completedFuture(null);
          }
        }
      };
    }
  }
}
