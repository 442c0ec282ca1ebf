package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConfigurationException;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.TransportUrl;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that time alone does not cure.
 *
 * @param code the broker's code; 0 if it was not the broker that refused
 * @param text why, on one line
 */
record Refusal(int code, String text) {
  private static final Set<Integer> PERMANENT =
      Set.of(
          AMQP.ACCESS_REFUSED,
          AMQP.PRECONDITION_FAILED,
          AMQP.NOT_ALLOWED,
          AMQP.RESOURCE_LOCKED,
          AMQP.NOT_IMPLEMENTED,
          402);

  /** The refusal behind a failure, if it is one. */
  static Optional<Refusal> behind(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Not what the client calls a possible one: that is any connection lost while it logs in.
      if (cause instanceof AuthenticationFailureException) {
        return Optional.of(
            new Refusal(
                AMQP.ACCESS_REFUSED,
                "the broker refused the user or password (" + text(cause.getMessage()) + ")"));
      }
      if (cause instanceof ChannelLimitException) {
        return Optional.of(new Refusal(AMQP.NOT_ALLOWED, text(cause.getMessage())));
      }
      if (cause instanceof SSLException) {
        return Optional.of(new Refusal(0, "TLS failed: " + tls(cause)));
      }
      if (cause instanceof ShutdownSignalException signal && signal.getReason() != null) {
        return ofClose(signal.getReason());
      }
    }
    return Optional.empty();
  }

  /** What it is told as: a mismatch is a matter of configuration. */
  FjordException toException(TransportUrl url, Exception cause) {
    return code == AMQP.PRECONDITION_FAILED
        ? new ConfigurationException(
            "The broker has a queue or exchange with other flags or arguments than this"
                + " configuration asks for: "
                + text
                + ". Set the options of [oslo_messaging_rabbit] to the same values on all ends, or"
                + " delete it at the broker.",
            cause)
        : new BrokerUnreachableException(url, text, cause);
  }

  /** The text of a failure on one line. */
  static String describe(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ShutdownSignalException signal && signal.getReason() != null) {
        return closeText(signal.getReason());
      }
    }
    Throwable innermost = innermost(failure);
    if (innermost instanceof TimeoutException) {
      return "no answer in time";
    }
    String message = text(innermost.getMessage());
    return innermost.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
  }

  private static Optional<Refusal> ofClose(@Nullable Method reason) {
    int code = code(reason);
    return reason != null && PERMANENT.contains(code)
        ? Optional.of(new Refusal(code, closeText(reason)))
        : Optional.empty();
  }

  private static int code(@Nullable Method reason) {
    if (reason instanceof AMQP.Connection.Close close) {
      return close.getReplyCode();
    }
    return reason instanceof AMQP.Channel.Close close ? close.getReplyCode() : 0;
  }

  private static String closeText(Method reason) {
    return switch (reason) {
      case AMQP.Connection.Close close -> close.getReplyCode() + " " + text(close.getReplyText());
      case AMQP.Channel.Close close -> close.getReplyCode() + " " + text(close.getReplyText());
      default -> text(reason.protocolMethodName());
    };
  }

  /** The innermost message is the one that names the check that failed. */
  private static String tls(Throwable failure) {
    return text(innermost(failure).getMessage());
  }

  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return innermost;
  }

  private static String text(@Nullable String raw) {
    return raw == null ? "" : Escaped.text(raw);
  }
}
