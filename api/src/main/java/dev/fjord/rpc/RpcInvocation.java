package dev.fjord.rpc;

import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Timers;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request and the method it goes to. */
final class RpcInvocation extends EndpointInvocation {
  private final ServedMethod served;
  private final ReplyWriter replies;
  private final @Nullable Heartbeats heartbeats;

  RpcInvocation(ServedMethod served, IncomingMessage message, ReplyWriter replies, Timers timers) {
    super(served.description(), message);
    this.served = served;
    this.replies = replies;
    this.heartbeats =
        message
            .heartbeatInterval()
            .map(interval -> new Heartbeats(message, timers, interval))
            .orElse(null);
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    CompletionStage<@Nullable Void> accepted = message().acknowledge();
    if (heartbeats == null) {
      return accepted;
    }
    return accepted.<@Nullable Void>thenApply(
        nothing -> {
          heartbeats.start();
          return null;
        });
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
    if (heartbeats != null) {
      heartbeats.stop();
    }
    return replies.conclude(message(), method(), outcome, served.expected());
  }
}
