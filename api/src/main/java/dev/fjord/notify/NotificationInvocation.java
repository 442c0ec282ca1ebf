package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.endpoint.FinishOnce;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A notification and the first of the methods it still has to go to. */
final class NotificationInvocation extends EndpointInvocation {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

  private final List<ListeningMethod> methods;
  private final Notification notification;
  private final Settlement settlement;
  private final FinishOnce once;

  NotificationInvocation(
      List<ListeningMethod> methods,
      IncomingMessage message,
      Notification notification,
      Settlement settlement) {
    this(methods, message, notification, settlement, new FinishOnce());
  }

  private NotificationInvocation(
      List<ListeningMethod> methods,
      IncomingMessage message,
      Notification notification,
      Settlement settlement,
      FinishOnce once) {
    super(methods.get(0).description(), message, once);
    this.methods = methods;
    this.notification = notification;
    this.settlement = settlement;
    this.once = once;
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    // At least once: it stays the broker's until every method has returned.
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Optional<Invocation> next(Outcome outcome) {
    return methods.size() == 1 || wantsRequeue(outcome)
        ? Optional.empty()
        : Optional.of(
            new NotificationInvocation(
                methods.subList(1, methods.size()), message(), notification, settlement, once));
  }

  @Override
  protected @Nullable Object call(MessageContext context) throws Throwable {
    return methods.get(0).target().invoke(new Object[] {notification});
  }

  @Override
  protected boolean returnsStage() {
    return methods.get(0).returnsStage();
  }

  @Override
  protected CompletionStage<@Nullable Void> conclude(Outcome outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      LOG.error("{} failed with {}", method().javaName(), notification, failure.cause());
    }
    return settlement.settle(message(), wantsRequeue(outcome));
  }

  private static boolean wantsRequeue(Outcome outcome) {
    return !(outcome instanceof Outcome.Value value)
        || value.result() == NotificationResult.REQUEUE;
  }
}
