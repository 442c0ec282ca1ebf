package dev.fjord.rpc;

import dev.fjord.EndpointTimeoutException;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.InvalidArgumentsException;
import dev.fjord.MessageTooLargeException;
import dev.fjord.NotStartedException;
import dev.fjord.SerializationException;
import dev.fjord.UnknownMethodException;
import dev.fjord.UnsupportedVersionException;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Serializer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the caller what came of a request: an error always comes back, also when the result cannot
 * be encoded. Thread-safe.
 */
final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

  private static final String IGNORE_ERRORS = "_ignore_errors";

  private final JsonCodec codec;
  private final Serializer serializer;
  private final FailureMapper failures;
  private final LongAdder expired = new LongAdder();

  ReplyWriter(JsonCodec codec, Serializer serializer, FailureMapper failures) {
    this.codec = codec;
    this.serializer = serializer;
    this.failures = failures;
  }

  CompletionStage<@Nullable Void> conclude(
      IncomingMessage message, EndpointMethod method, Outcome outcome) {
    return conclude(message, method, outcome, List.of());
  }

  /** As the other one, for a method some of whose exceptions are part of its ordinary work. */
  CompletionStage<@Nullable Void> conclude(
      IncomingMessage message,
      EndpointMethod method,
      Outcome outcome,
      List<Class<? extends Throwable>> expected) {
    if (outcome instanceof Outcome.Failure failure) {
      if (message.isCancelled()) {
        // Most likely the cancel is what it failed of, and nobody waits for a reply.
        LOG.debug("{} ended after its caller had given it up", method.javaName(), failure.cause());
        return CompletableFuture.completedFuture(null);
      }
      if (isTooLate(message, failure.cause())) {
        if (failure.cause() instanceof NotStartedException) {
          expired.increment();
        }
        // The caller's own timeout is what it must see; a reply would race with it.
        LOG.warn("{} is given up, its caller's time is over: no reply is sent", method.javaName());
        return CompletableFuture.completedFuture(null);
      }
      if (expected.stream().anyMatch(type -> type.isInstance(failure.cause()))) {
        LOG.debug("{} failed as it may: {}", method.javaName(), failure.cause().getClass());
      } else {
        log(method, failure.cause());
      }
    }
    if (!message.expectsReply()) {
      return CompletableFuture.completedFuture(null);
    }
    return message
        .reply(reply(method, outcome))
        .exceptionallyCompose(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (!(cause instanceof MessageTooLargeException)) {
                return CompletableFuture.failedStage(failure);
              }
              // Only the wire's envelope made it too large: the caller is told so instead.
              log(method, cause);
              return message.reply(failed(cause));
            });
  }

  /** How many requests were not started because their callers' time was over. */
  long expired() {
    return expired.sum();
  }

  /** Whether the failure is only that the caller's time is over, so that nobody waits for it. */
  private static boolean isTooLate(IncomingMessage message, Throwable cause) {
    return (cause instanceof EndpointTimeoutException || cause instanceof NotStartedException)
        && message.budget().filter(Duration::isZero).isPresent();
  }

  private Reply reply(EndpointMethod method, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failure failure -> failed(failure.cause());
      case Outcome.Value value -> {
        try {
          JsonBuffer buffer = codec.buffer();
          serializer.write(value.result(), buffer);
          yield new Reply.Result(buffer.toJsonText());
        } catch (FjordException e) {
          log(method, e);
          yield failed(e);
        } catch (RuntimeException | Error e) {
          log(method, e);
          yield failed(
              new SerializationException(
                  "The result of " + method.name() + " has no JSON form", e));
        }
      }
    };
  }

  private Reply failed(Throwable cause) {
    return new Reply.Failed(failures.toRemote(cause));
  }

  private static void log(EndpointMethod method, Throwable cause) {
    try {
      logged(method, cause);
    } catch (RuntimeException | Error e) {
      // The exception's own getMessage or a log appender; the caller gets a reply all the same.
      LOG.error("{} failed with {}", method.javaName(), cause.getClass().getName());
    }
  }

  private static void logged(EndpointMethod method, Throwable cause) {
    if (cause instanceof UnknownMethodException unknown
        && unknown.method().endsWith(IGNORE_ERRORS)) {
      // Asked for by callers that do without it where it is not there.
      LOG.debug("Refused a request: {}", unknown.getMessage());
    } else if (cause instanceof UnknownMethodException
        || cause instanceof UnsupportedVersionException
        || cause instanceof InvalidArgumentsException) {
      // The caller's mistake, not the service's: one line, no trace.
      LOG.warn("Refused a request: {}", Escaped.text(String.valueOf(cause.getMessage())));
    } else {
      LOG.error("{} failed", method.javaName(), cause);
    }
  }
}
