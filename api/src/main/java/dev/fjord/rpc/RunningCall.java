package dev.fjord.rpc;

import dev.fjord.MessageContext;
import dev.fjord.context.ContextSnapshot;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.IncomingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request while its method runs: cuts the method short when the caller gives it up. Thread-safe;
 * the cancel on wire races to the method's end on its own thread, both under the lock.
 */
final class RunningCall implements CallContext {
  private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

  private final IncomingMessage message;
  private final MessageContext context;

  /** Where user code runs that a cancel sets off. */
  private final EventLoop loop;

  /** Guarded by this object, like all that follows; most methods have none. */
  private List<Runnable> actions = List.of();

  private boolean cancelled;
  private @Nullable Thread worker;
  private @Nullable CompletionStage<?> stage;

  RunningCall(IncomingMessage message, MessageContext context, EventLoop loop) {
    this.message = message;
    this.context = context;
    this.loop = loop;
  }

  @Override
  public MessageContext context() {
    return context;
  }

  @Override
  public Optional<Duration> timeLeft() {
    return message.budget();
  }

  @Override
  public boolean isCancelled() {
    return message.isCancelled() || message.budget().filter(Duration::isZero).isPresent();
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        List<Runnable> more = new ArrayList<>(actions);
        more.add(ContextSnapshot.capture().wrap(action));
        actions = more;
        return;
      }
    }
    action.run();
  }

  /** Begins to listen for a cancel; returns false if it has come already. */
  boolean begin() {
    message.onCancel(this::cancel);
    synchronized (this) {
      return !cancelled;
    }
  }

  /** From now on a cancel interrupts this thread. */
  synchronized void runsOnWorker() {
    worker = Thread.currentThread();
    if (cancelled) {
      worker.interrupt();
    }
  }

  /** The method is over: from now on a cancel interrupts nobody, and cancels what it returned. */
  void returned(@Nullable Object result) {
    CompletionStage<?> returned = result instanceof CompletionStage<?> some ? some : null;
    synchronized (this) {
      worker = null;
      if (!cancelled) {
        stage = returned;
        return;
      }
    }
    if (returned != null) {
      onLoop(() -> cancel(returned));
    }
  }

  /** Called on wire. */
  private void cancel() {
    List<Runnable> steps;
    synchronized (this) {
      cancelled = true;
      if (worker != null) {
        worker.interrupt();
      }
      steps = new ArrayList<>(actions);
      actions = List.of();
      CompletionStage<?> waiting = stage;
      if (waiting != null) {
        steps.add(() -> cancel(waiting));
      }
    }
    if (!steps.isEmpty()) {
      onLoop(() -> steps.forEach(RunningCall::run));
    }
  }

  private void onLoop(Runnable step) {
    loop.execute(step, gone -> LOG.debug("A cancel comes after the end of its server", gone));
  }

  private static void cancel(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().cancel(/* mayInterruptIfRunning= */ true);
    } catch (UnsupportedOperationException e) {
      LOG.debug("A stage of {} cannot be cancelled", stage.getClass(), e);
    }
  }

  private static void run(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      LOG.error("What was to be done at a cancel failed", e);
    }
  }
}
