package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.endpoint.EndpointInvocation;
import dev.fjord.endpoint.FinishOnce;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of one priority, one or a batch, and the first of the methods they still have to go
 * to. They are settled together.
 */
final class NotificationInvocation extends EndpointInvocation {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

  private final List<Arrival> arrivals;
  private final List<ListeningMethod> methods;
  private final Settlement settlement;
  private final FinishOnce once;

  NotificationInvocation(List<Arrival> arrivals, Settlement settlement) {
    this(arrivals, arrivals.get(0).methods(), settlement, new FinishOnce());
  }

  private NotificationInvocation(
      List<Arrival> arrivals,
      List<ListeningMethod> methods,
      Settlement settlement,
      FinishOnce once) {
    super(methods.get(0).description(), arrivals.get(0).message(), once);
    this.arrivals = arrivals;
    this.methods = methods;
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
    return methods.size() == 1 || Settlement.wantsRequeue(outcome)
        ? Optional.empty()
        : Optional.of(
            new NotificationInvocation(
                arrivals, methods.subList(1, methods.size()), settlement, once));
  }

  /** A batch is worked on in no context: its notifications came with one each. */
  @Override
  protected MessageContext travelled() {
    return isBatch() ? MessageContext.empty() : super.travelled();
  }

  @Override
  protected MessageContext readContext() {
    return isBatch() ? MessageContext.empty() : arrivals.get(0).notification().context();
  }

  private boolean isBatch() {
    return methods.get(0).takesBatches();
  }

  @Override
  protected @Nullable Object call(MessageContext context) throws Throwable {
    return methods.get(0).take(arrivals.stream().map(Arrival::notification).toList());
  }

  @Override
  protected boolean returnsStage() {
    return methods.get(0).returnsStage();
  }

  @Override
  protected CompletionStage<@Nullable Void> conclude(Outcome outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      LOG.error(
          "{} failed with {}",
          method().javaName(),
          arrivals.size() == 1 ? arrivals.get(0).notification() : arrivals.size() + " at a time",
          failure.cause());
    }
    return Failures.all(
        arrivals.stream()
            .map(arrival -> settlement.settle(arrival.message(), outcome).toCompletableFuture())
            .toList());
  }
}
