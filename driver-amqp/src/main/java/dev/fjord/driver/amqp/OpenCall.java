package dev.fjord.driver.amqp;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call that waits for its reply. Whoever ends it first wins: reply, failure, timeout, cancel or
 * close (D2). Thread-safe.
 *
 * @since 0.1.0
 */
public final class OpenCall implements PendingCall {
  private final Timers timers;
  private final Target target;
  private final CallOptions options;
  private final Runnable unregister;
  private final CompletableFuture<JsonText> reply = new CompletableFuture<>();
  private final AtomicReference<Timers.@Nullable Timeout> total = new AtomicReference<>();
  private final AtomicReference<Timers.@Nullable Timeout> monitor = new AtomicReference<>();
  private volatile boolean isSent;
  private volatile boolean ended;
  private volatile @Nullable JsonText remembered;
  private volatile Function<MessagingTimeoutException, RuntimeException> timeoutFailure =
      timeout -> timeout;

  OpenCall(Timers timers, Target target, CallOptions options, Runnable unregister) {
    this.timers = timers;
    this.target = target;
    this.options = options;
    this.unregister = unregister;
  }

  void startTimers() {
    replace(
        total,
        options.timeout(),
        options.everyReply().isPresent()
            ? this::endOfReplies
            : () -> timeOut(options.timeout(), "No reply"));
    heartbeat();
  }

  @Override
  public CompletionStage<JsonText> reply() {
    return reply;
  }

  @Override
  public void cancel() {
    end();
    reply.completeExceptionally(new CancellationException("The call was given up by its caller"));
  }

  /** Where the call went. */
  public Target target() {
    return target;
  }

  /** Whether the call has ended. */
  public boolean isDone() {
    return reply.isDone();
  }

  /** Its request has left. */
  public void sent() {
    isSent = true;
  }

  /** Whether its request has left, so that somebody may be working on it. */
  public boolean isSent() {
    return isSent;
  }

  /** Decides what a timeout is told as; a request that never left is no unknown outcome. */
  public void onTimeout(Function<MessagingTimeoutException, RuntimeException> failure) {
    timeoutFailure = failure;
  }

  /** Ends the call with a result. */
  public void complete(JsonText result) {
    if (isTold(new Reply.Result(result))) {
      return;
    }
    end();
    reply.complete(result);
  }

  /** Ends the call with the failure that a server replied with. */
  public void failRemotely(RemoteErrorException reported) {
    if (!isTold(new Reply.Failed(reported.failure()))) {
      fail(reported);
    }
  }

  /** One of several replies: it ends nothing. */
  private boolean isTold(Reply one) {
    options.everyReply().ifPresent(taker -> taker.accept(one));
    return options.everyReply().isPresent();
  }

  /** Ends the call with a failure. */
  public void fail(Throwable failure) {
    end();
    reply.completeExceptionally(failure);
  }

  /** Keeps a result that is to be returned when the last message comes. */
  public void remember(JsonText result) {
    remembered = result;
  }

  /** The result that was kept, or null as JSON. */
  public JsonText remembered() {
    JsonText result = remembered;
    return result == null ? JsonText.NULL : result;
  }

  /** The server still works on the call: the monitor begins again, the timeout does not. */
  public void heartbeat() {
    options
        .monitor()
        .ifPresent(
            silence -> replace(monitor, silence, () -> timeOut(silence, "No heartbeat or reply")));
  }

  private void endOfReplies() {
    RuntimeException why =
        timeoutFailure.apply(new MessagingTimeoutException(target, options.timeout(), "No reply"));
    if (why instanceof MessagingTimeoutException) {
      end();
      reply.complete(JsonText.NULL);
    } else {
      // It never left.
      fail(why);
    }
  }

  private void timeOut(Duration after, String what) {
    fail(timeoutFailure.apply(new MessagingTimeoutException(target, after, what)));
  }

  private void replace(
      AtomicReference<Timers.@Nullable Timeout> slot, Duration delay, Runnable task) {
    Timers.Timeout old = slot.getAndSet(timers.schedule(delay, task));
    if (old != null) {
      old.cancel();
    }
    // A race with end(): whoever comes second cancels what the first could not see.
    if (ended) {
      cancel(slot);
    }
  }

  private void end() {
    ended = true;
    unregister.run();
    cancel(total);
    cancel(monitor);
  }

  private static void cancel(AtomicReference<Timers.@Nullable Timeout> slot) {
    Timers.Timeout timeout = slot.getAndSet(null);
    if (timeout != null) {
      timeout.cancel();
    }
  }
}
