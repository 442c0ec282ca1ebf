package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A notification that no method wants: it is acknowledged. */
final class SkippedInvocation extends EndpointInvocation {
  private static final EndpointMethod NOBODY =
      new EndpointMethod("", "a notification that no method wants", Style.ASYNC);

  SkippedInvocation(IncomingMessage message) {
    super(NOBODY, message);
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  protected @Nullable Object call(MessageContext context) {
    return null;
  }

  @Override
  protected boolean returnsStage() {
    return false;
  }

  @Override
  protected CompletionStage<@Nullable Void> conclude(Outcome outcome) {
    return message().acknowledge();
  }
}
