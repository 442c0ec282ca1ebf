package dev.fjord.rpc;

import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import dev.fjord.spi.Timers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request and the method it goes to. */
final class RpcInvocation extends EndpointInvocation {
  private final ServedMethod served;
  private final ReplyWriter replies;
  private final EventLoop callbacks;
  private final @Nullable Heartbeats heartbeats;

  RpcInvocation(
      ServedMethod served,
      IncomingMessage message,
      ReplyWriter replies,
      Timers timers,
      EventLoop callbacks) {
    super(served.description(), message);
    this.served = served;
    this.replies = replies;
    this.callbacks = callbacks;
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
  protected MessageContext readContext() {
    return served.binder().serializer().readContext(message().context());
  }

  @Override
  protected @Nullable Object call(MessageContext context) throws Throwable {
    // Most wires tell of no cancel and most methods do not ask: those need nothing more.
    if (!message().isCancellable() && !served.binder().takesCall()) {
      return served.target().invoke(arguments(context, null));
    }
    EventLoop loop = EventLoop.current().orElse(callbacks);
    RunningCall running = new RunningCall(message(), context, loop);
    if (!running.begin()) {
      throw new CancellationException("The call was given up before its method began");
    }
    @Nullable Object result = null;
    try {
      @Nullable Object[] arguments = arguments(context, running);
      if (method().style() == Style.BLOCKING) {
        running.runsOnWorker();
      }
      result = served.target().invoke(arguments);
      return result;
    } finally {
      running.returned(result);
    }
  }

  private @Nullable Object[] arguments(MessageContext context, @Nullable CallContext call) {
    return served.binder().bind(context, call, message().payload().field("args").orElse(null));
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
