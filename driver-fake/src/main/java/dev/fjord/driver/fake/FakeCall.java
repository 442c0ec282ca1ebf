package dev.fjord.driver.fake;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its end. Reply, timeout, cancel and close race for it; whoever takes it out
 * of the table of its driver wins (D2). Thread-safe; does not block.
 */
final class FakeCall implements PendingCall {
  /** Guarded by the table, like the links to its neighbours there. */
  boolean listed;

  @Nullable FakeCall earlier;
  @Nullable FakeCall later;

  private final Target target;
  private final CallOptions options;
  private final CallTable table;
  private final Timers timers;
  private final long timeoutNanos;
  private final long deadline;
  private final CompletableFuture<JsonText> reply = new CompletableFuture<>();
  private volatile boolean cancelled;

  /** Guarded by this call, as is setting the flag: what the server does when it is given up. */
  private @Nullable Runnable onCancel;

  private volatile long lastBeat;
  private volatile Timers.@Nullable Timeout nextCheck;

  FakeCall(Target target, CallOptions options, CallTable table, Timers timers) {
    this.target = target;
    this.options = options;
    this.table = table;
    this.timers = timers;
    this.timeoutNanos = Nanos.of(options.timeout());
    this.deadline = timers.nanoTime() + timeoutNanos;
  }

  @Override
  public CompletionStage<JsonText> reply() {
    return reply;
  }

  @Override
  public void cancel() {
    if (table.remove(this)) {
      failUnlisted(new CancellationException("The call was given up by its caller"));
      Runnable step;
      synchronized (this) {
        cancelled = true;
        step = onCancel;
      }
      if (step != null) {
        step.run();
      }
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Has a step run at the cancel, or now if that was before. */
  void onCancel(Runnable step) {
    synchronized (this) {
      onCancel = step;
      if (!cancelled) {
        return;
      }
    }
    step.run();
  }

  /** Ends the call with its reply; returns false if it has ended before (D3). */
  boolean end(Reply answer) {
    if (options.everyReply().isPresent() && !reply.isDone()) {
      options.everyReply().get().accept(answer);
      return true;
    }
    if (!table.remove(this)) {
      return false;
    }
    switch (answer) {
      case Reply.Result result -> reply.complete(result.json());
      case Reply.Failed failed ->
          reply.completeExceptionally(new RemoteErrorException(failed.failure()));
    }
    stopMonitoring();
    return true;
  }

  /** Ends the call with a failure, if it has not ended. */
  void fail(RuntimeException failure) {
    if (table.remove(this)) {
      failUnlisted(failure);
    }
  }

  /** Ends the call when it is not, or no more, in its table. */
  void failUnlisted(RuntimeException failure) {
    reply.completeExceptionally(failure);
    stopMonitoring();
  }

  void timeOutUnlisted() {
    if (options.everyReply().isPresent()) {
      reply.complete(JsonText.NULL);
      stopMonitoring();
      return;
    }
    failUnlisted(new MessagingTimeoutException(target, options.timeout(), "No reply"));
  }

  /** Starts to expect heartbeats, if the caller asked for them. */
  void monitor() {
    if (options.monitor().isPresent()) {
      lastBeat = timers.nanoTime();
      checkAfter(Nanos.of(options.monitor().get()));
    }
  }

  /** Half of the silence that the caller bears. */
  Optional<Duration> heartbeatInterval() {
    return options.monitor().map(silence -> silence.dividedBy(2));
  }

  /** Restarts the caller's patience; returns false if it does not wait for heartbeats. */
  boolean heartbeat() {
    if (nextCheck == null || reply.isDone()) {
      return false;
    }
    lastBeat = timers.nanoTime();
    return true;
  }

  long deadline() {
    return deadline;
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  long remainingNanos() {
    return deadline - timers.nanoTime();
  }

  private void checkAfter(long nanos) {
    nextCheck = timers.schedule(Duration.ofNanos(nanos), this::checkHeartbeat);
    if (reply.isDone()) {
      stopMonitoring(); // Ended between the look at it and the schedule.
    }
  }

  private void checkHeartbeat() {
    Duration silence = options.monitor().orElseThrow();
    long left = lastBeat + Nanos.of(silence) - timers.nanoTime();
    if (left > 0) {
      checkAfter(left);
    } else {
      fail(new MessagingTimeoutException(target, silence, "No heartbeat"));
    }
  }

  private void stopMonitoring() {
    Timers.Timeout check = nextCheck;
    if (check != null) {
      check.cancel();
    }
  }
}
