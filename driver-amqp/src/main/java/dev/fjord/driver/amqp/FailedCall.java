package dev.fjord.driver.amqp;

import dev.fjord.FjordException;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.PendingCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A call that failed before it began.
 *
 * @since 0.1.0
 */
public record FailedCall(FjordException reason) implements PendingCall {
  @Override
  public CompletionStage<JsonText> reply() {
    return CompletableFuture.failedFuture(reason);
  }

  @Override
  public void cancel() {
    // It has ended already.
  }
}
