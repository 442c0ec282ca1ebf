package dev.fjord.telemetry.micrometer;

import dev.fjord.DeliveryException;
import dev.fjord.EndpointTimeoutException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.NotStartedException;
import dev.fjord.RemoteErrorException;
import dev.fjord.TransportClosedException;
import dev.fjord.UndeliverableException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The few words that tags say how something ended with. */
final class Outcomes {
  private Outcomes() {}

  static String of(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> "ok";
      case RemoteErrorException e -> "remote_error";
      case MessagingTimeoutException e -> "timeout";
      case EndpointTimeoutException e -> "timeout";
      case NotStartedException e -> "not_started";
      case UndeliverableException e -> "undeliverable";
      case DeliveryException e -> "delivery";
      case TransportClosedException e -> "closed";
      case CancellationException e -> "cancelled";
      default -> "failed";
    };
  }
}
