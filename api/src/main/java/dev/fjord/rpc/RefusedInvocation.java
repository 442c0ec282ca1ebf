package dev.fjord.rpc;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request that no method serves: it runs nothing and tells the caller why. */
final class RefusedInvocation extends EndpointInvocation {
  private static final EndpointMethod NOBODY =
      new EndpointMethod("", "a request that no method serves", Style.ASYNC);

  private final FjordException reason;
  private final ReplyWriter replies;

  RefusedInvocation(IncomingMessage message, FjordException reason, ReplyWriter replies) {
    super(NOBODY, message);
    this.reason = reason;
    this.replies = replies;
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return message().acknowledge();
  }

  @Override
  protected @Nullable Object call(MessageContext context) {
    throw reason;
  }

  @Override
  protected boolean returnsStage() {
    return false;
  }

  @Override
  protected CompletionStage<@Nullable Void> conclude(Outcome outcome) {
    return replies.conclude(message(), method(), outcome);
  }
}
