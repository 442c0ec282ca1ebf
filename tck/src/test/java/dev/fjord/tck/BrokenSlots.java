package dev.fjord.tck;

import dev.fjord.FjordException;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.ExecutorSettings;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Listener;
import dev.fjord.spi.MessageExecutor;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Executors that break a rule by how they count, settle and time. */
final class BrokenSlots {
  private BrokenSlots() {}

  /** X4: knows no deadlines. */
  static final class IgnoresDeadlines extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      Timers never =
          new Timers() {
            @Override
            public long nanoTime() {
              return settings.timers().nanoTime();
            }

            @Override
            public Timeout schedule(Duration delay, Runnable task) {
              return settings.timers().schedule(Duration.ofDays(1000), () -> {});
            }
          };
      return super.create(listener, dispatcher, copy(settings, never));
    }

    private static ExecutorSettings copy(ExecutorSettings settings, Timers timers) {
      ExecutorSettings copy =
          ExecutorSettings.of(settings.serverName(), settings.config(), timers)
              .withLimits(settings.limits());
      copy = settings.loop().map(copy::withLoop).orElse(copy);
      return settings.watch().map(copy::withWatch).orElse(copy);
    }
  }

  /** X7: asks for a message more than it has slots. */
  static final class RequestsTooMuch extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          new ForwardingListener(listener) {
            @Override
            public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
              CompletionStage<@Nullable Void> started = super.start(handler);
              request(1);
              return started;
            }
          },
          dispatcher,
          settings);
    }
  }

  /** X7: keeps the slot of a message whose method failed by itself. */
  static final class LeaksSlotsOnFailure extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public boolean finish(Outcome outcome) {
                      boolean first = super.finish(outcome);
                      return first
                          && !(outcome instanceof Outcome.Failure failure
                              && failure.cause() instanceof IllegalArgumentException);
                    }
                  }),
          settings);
    }
  }

  /** X7: counts a message as finished before its reply is gone. */
  static final class ForgetsReplies extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public CompletionStage<@Nullable Void> finished() {
                      return CompletableFuture.completedFuture(null);
                    }
                  }),
          settings);
    }
  }

  /** X9: runs the method without waiting for the acknowledgement. */
  static final class DoesNotWaitForAcceptance extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public CompletionStage<@Nullable Void> accept() {
                      CompletionStage<@Nullable Void> ignored = super.accept();
                      return CompletableFuture.completedFuture(null);
                    }
                  }),
          settings);
    }
  }

  /** X10: finishes every message twice. */
  static final class FinishesTwice extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public boolean finish(Outcome outcome) {
                      boolean first = super.finish(outcome);
                      return first | super.finish(outcome);
                    }
                  }),
          settings);
    }
  }

  /** P1: tells what a stage failed with in words of its own. */
  static final class ChangesFailures extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public boolean finish(Outcome outcome) {
                      return super.finish(
                          outcome instanceof Outcome.Failure failure
                                  && failure.cause() instanceof java.io.IOException
                              ? new Outcome.Failure(
                                  new FjordException("It failed", failure.cause()))
                              : outcome);
                    }
                  }),
          settings);
    }
  }

  /** X11: keeps the slot of an invocation that cannot be finished. */
  static final class LeaksSlotsWhenFinishThrows extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public boolean finish(Outcome outcome) {
                      try {
                        return super.finish(outcome);
                      } catch (RuntimeException e) {
                        return false;
                      }
                    }
                  }),
          settings);
    }
  }

  /** X13: finishes a message after its first method. */
  static final class IgnoresWhatFollows extends SketchExecutorProvider {
    @Override
    public MessageExecutor create(
        Listener listener, Dispatcher dispatcher, ExecutorSettings settings) {
      return super.create(
          listener,
          ForwardingInvocation.dispatcher(
              dispatcher,
              invocation ->
                  new ForwardingInvocation(invocation) {
                    @Override
                    public Optional<Invocation> next(Outcome outcome) {
                      return Optional.empty();
                    }
                  }),
          settings);
    }
  }

  /** A listener of which a broken executor changes a method. */
  private static class ForwardingListener implements Listener {
    private final Listener listener;

    ForwardingListener(Listener listener) {
      this.listener = listener;
    }

    @Override
    public CompletionStage<@Nullable Void> start(IncomingHandler handler) {
      return listener.start(handler);
    }

    @Override
    public void request(int slots) {
      listener.request(slots);
    }

    @Override
    public CompletionStage<@Nullable Void> stop() {
      return listener.stop();
    }

    @Override
    public void close() {
      listener.close();
    }
  }
}
