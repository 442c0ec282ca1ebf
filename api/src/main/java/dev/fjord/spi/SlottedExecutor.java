package dev.fjord.spi;

import dev.fjord.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every executor does: takes a message for each free slot, accepts it, has a {@link Placement}
 * run it, and knows when all is done. An executor's provider gives it slots and a placement.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class SlottedExecutor implements MessageExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(SlottedExecutor.class);

  private final String serverName;
  private final Dispatcher dispatcher;
  private final Placement placement;
  private final Slots slots;
  private final @Nullable Telemetry telemetry;
  private final AtomicBoolean droppedBefore = new AtomicBoolean();
  private State state = State.CREATED;

  /** An executor with at most as many unfinished messages as there are slots (X7). */
  public SlottedExecutor(
      InFlight inFlight, Dispatcher dispatcher, ExecutorSettings settings, Placement placement) {
    this.serverName = settings.serverName();
    this.dispatcher = dispatcher;
    this.placement = placement;
    this.telemetry = settings.telemetry().orElse(null);
    ExecutionWatch watch = settings.watch().orElse(null);
    if (watch != null) {
      watch.placedBy(placement);
    }
    this.slots =
        new Slots(
            inFlight,
            settings.timers(),
            settings.endpointTimeout(),
            placement,
            watch,
            MethodLimits.of(dispatcher.methods(), settings.limits(), settings.timers()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it was started or stopped before
   */
  @Override
  public synchronized CompletionStage<@Nullable Void> start() {
    if (state != State.CREATED) {
      throw new IllegalStateException(
          "The executor of "
              + serverName
              + " was "
              + (state == State.STARTED ? "started" : "stopped")
              + " already. It can be started once: make another one.");
    }
    state = State.STARTED;
    try {
      return slots.inFlight().start(this::handle);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized void stop() {
    if (state == State.STOPPED) {
      return;
    }
    state = State.STOPPED;
    slots.inFlight().drained().whenComplete((nothing, failure) -> placement.shutdown());
    slots.inFlight().stop();
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.fjord.BlockingCallOnLoopException if called on a loop
   */
  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    EventLoop.requireMayBlock("await()");
    long begin = slots.timers().nanoTime();
    if (!slots.inFlight().await(timeout)) {
      return false;
    }
    return placement.await(timeout.minusNanos(slots.timers().nanoTime() - begin));
  }

  private void handle(IncomingMessage message) {
    slots.inFlight().taken();
    Invocation invocation;
    CompletionStage<@Nullable Void> accepted;
    try {
      invocation = dispatcher.resolve(message);
      accepted = invocation.accept();
    } catch (RuntimeException | Error e) {
      LOG.error("Resolving a message of {} threw, which it must not; it goes back", serverName, e);
      giveBack(message);
      return;
    }
    accepted.whenComplete(
        (nothing, failure) -> {
          if (failure == null) {
            place(invocation, message);
          } else {
            drop(invocation, failure);
          }
        });
  }

  private void place(Invocation invocation, IncomingMessage message) {
    AcceptedInvocation accepted;
    try {
      accepted = new AcceptedInvocation(invocation, slots, observed(invocation, message));
    } catch (RuntimeException | Error e) {
      LOG.error("A message of {} has no method, which it must have", serverName, e);
      giveBack(message);
      return;
    }
    slots.place(accepted);
  }

  /** Called after the acceptance: what is gathered into a batch has no method before. */
  private @Nullable ObservedWork observed(Invocation invocation, IncomingMessage message) {
    return telemetry == null || invocation.goesAlong()
        ? null
        : ObservedWork.received(telemetry, serverName, invocation.method(), message);
  }

  private void drop(Invocation invocation, Throwable failure) {
    String method = invocation.method().javaName();
    if (droppedBefore.compareAndSet(false, true)) {
      LOG.warn(
          "A message for {} is left to another server: it could not be taken over. From now on"
              + " this is logged at debug.",
          method,
          failure);
    } else {
      LOG.debug("A message for {} is left to another server", method, failure);
    }
    slots.inFlight().finished();
  }

  private void giveBack(IncomingMessage message) {
    try {
      message.requeue().whenComplete((nothing, failure) -> slots.inFlight().finished());
    } catch (RuntimeException | Error e) {
      LOG.error("Requeueing a message of {} threw, which it must not", serverName, e);
      slots.inFlight().finished();
    }
  }

  private enum State {
    CREATED,
    STARTED,
    STOPPED
  }
}
