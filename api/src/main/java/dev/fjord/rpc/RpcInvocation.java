package dev.fjord.rpc;

import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request and the method it goes to. */
final class RpcInvocation extends EndpointInvocation {
  private final ServedMethod served;
  private final ReplyWriter replies;

  RpcInvocation(ServedMethod served, IncomingMessage message, ReplyWriter replies) {
    super(served.description(), message);
    this.served = served;
    this.replies = replies;
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return message().acknowledge();
  }

  @Override
  protected @Nullable Object call() throws Throwable {
    @Nullable Object[] arguments =
        served.binder().bind(message().context(), message().payload().field("args").orElse(null));
    return served.target().invoke(arguments);
  }

  @Override
  protected boolean returnsStage() {
    return served.returnsStage();
  }

  @Override
  protected CompletionStage<@Nullable Void> conclude(Outcome outcome) {
    return replies.conclude(message(), method(), outcome);
  }
}
