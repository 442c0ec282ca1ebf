package dev.fjord.driver.amqp.rabbit;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.FjordException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.rabbit.link.ConfirmedPublisher;
import dev.fjord.driver.amqp.rabbit.link.Publication;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Ends a publication that the broker does not take in time. */
final class SendLimit {
  private SendLimit() {}

  static void within(
      Duration limit, Publication publication, ConfirmedPublisher publisher, Timers timers) {
    try {
      Timers.Timeout timeout =
          timers.schedule(
              limit,
              () -> {
                publication.completeExceptionally(late(limit, publication, publisher));
                publisher.forgetGivenUp();
              });
      var unused = publication.whenComplete((outcome, failure) -> timeout.cancel());
    } catch (RejectedExecutionException e) {
      // The timers end with their transport, and so does everything that is still to be sent.
      publication.completeExceptionally(new TransportClosedException("The transport is closed", e));
    }
  }

  /** What a publication that ran out of time is told as. */
  static FjordException late(
      Duration limit, Publication publication, ConfirmedPublisher publisher) {
    if (publication.wasWritten()) {
      return new DeliveryException(
          "The broker did not confirm the message within "
              + limit.toMillis()
              + " ms"
              + (publication.rejections() == 0 ? "" : ", and rejected it before"),
          Retry.MAY_DUPLICATE,
          null);
    }
    if (publication.rejections() > 0) {
      return new DeliveryException(
          "The message was rejected by the broker, "
              + publication.rejections()
              + " times within "
              + limit.toMillis()
              + " ms: its queue is full, or the broker is in trouble",
          Retry.SAFE,
          null);
    }
    return publisher
        .obstacle()
        .orElseGet(
            () ->
                new DeliveryException(
                    "The message was not written within " + limit.toMillis() + " ms",
                    Retry.SAFE,
                    null));
  }
}
