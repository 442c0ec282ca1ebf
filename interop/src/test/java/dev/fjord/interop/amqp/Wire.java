package dev.fjord.interop.amqp;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Calls and casts of a number, and waiting for what comes of them. */
final class Wire {
  private Wire() {}

  static CompletionStage<JsonText> call(Driver driver, Target to, int n, Duration timeout) {
    return driver.call(to, message(n), CallOptions.within(timeout)).reply();
  }

  /** Calls again until an answer comes: those that are lost meanwhile fail. */
  static int callUntilServed(Driver driver, Target to, int n) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .ignoreExceptions()
        .until(() -> number(call(driver, to, n, Duration.ofSeconds(3))), reply -> reply == n);
  }

  static CompletionStage<Void> cast(Driver driver, Target to, int n, Duration timeout) {
    return driver.send(to, message(n), new SendOptions(SendOptions.Kind.CAST, timeout));
  }

  static OutgoingMessage message(int n) {
    return new OutgoingMessage(
        JsonText.of("{\"method\": \"m\", \"n\": " + n + "}"), MessageContext.empty());
  }

  static int number(CompletionStage<JsonText> reply) {
    return Integer.parseInt(await(reply).asString());
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  static Throwable failure(CompletionStage<?> stage) {
    try {
      Object result = await(stage);
      throw new AssertionError("It ended well, with " + result);
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new AssertionError("It did not end", e);
      }
      return e.getCause();
    }
  }

  static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
