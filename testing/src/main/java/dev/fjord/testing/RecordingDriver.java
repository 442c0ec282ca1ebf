package dev.fjord.testing;

import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The fake driver, with everything that is sent written down. Gives a call up that has waited in
 * real time for longer than a test is to take: on a clock that stands still nothing else would end
 * it. Thread-safe; does not block.
 */
final class RecordingDriver implements Driver {
  private final Driver driver;
  private final Journal journal;
  private final OpenWork work;
  private final Duration longest;

  RecordingDriver(Driver driver, Journal journal, OpenWork work, Duration longest) {
    this.driver = driver;
    this.journal = journal;
    this.work = work;
    this.longest = longest;
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    if (options.kind() != SendOptions.Kind.CAST) {
      journal.notification(to, message);
      return driver.send(to, message, options);
    }
    SentRequest request = journal.request(false, to, message);
    CompletionStage<@Nullable Void> sent = driver.send(to, message, options);
    CompletionStage<?> ignored = sent.whenComplete(request::ended);
    return sent;
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    SentRequest request = journal.request(true, to, message);
    work.begin(
        () -> request + ": it waits for its reply, at most " + options.timeout(), request.end());
    PendingCall call = driver.call(to, message, options);
    journal.left(request);
    CompletableFuture<JsonText> reply = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> limit = new CompletableFuture<>();
    CompletionStage<?> ended =
        call.reply()
            .whenComplete(
                (value, failure) -> {
                  limit.cancel(false);
                  request.ended(value, failure);
                  if (failure == null) {
                    reply.complete(value);
                  } else {
                    reply.completeExceptionally(failure);
                  }
                });
    if (!ended.toCompletableFuture().isDone()) {
      CompletionStage<?> ignored =
          limit
              .completeOnTimeout(null, longest.toNanos(), TimeUnit.NANOSECONDS)
              .thenRun(
                  () -> {
                    reply.completeExceptionally(tooLong(request));
                    call.cancel();
                  });
    }
    return new PendingCall() {
      @Override
      public CompletionStage<JsonText> reply() {
        return reply;
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }

  @Override
  public Listener listen(ListenRequest request) {
    return driver.listen(request);
  }

  @Override
  public Set<Capability> capabilities() {
    return driver.capabilities();
  }

  @Override
  public void close() {
    driver.close();
  }

  private FjordException tooLong(SentRequest request) {
    return new FjordException(
        "The "
            + request
            + " has waited for "
            + longest.toSeconds()
            + " s of real time, longer than a call on this bench may. The bench's clock stands"
            + " still unless it is advanced: bench.clock().advance(duration). To wait longer:"
            + " FjordBench.Builder.patience(duration)");
  }
}
