package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import dev.fjord.BrokerUnreachableException;
import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.TransportUrl;
import java.util.Optional;

/**
 * Why the broker closed one channel while its connection lived on.
 *
 * @param code the broker's code
 * @param text its text, on one line
 */
public record ChannelClose(int code, String text) {
  private static final String DEFAULT_EXCHANGE = "amq.default";

  static Optional<ChannelClose> of(ShutdownSignalException cause) {
    return cause.getReason() instanceof AMQP.Channel.Close close && !cause.isHardError()
        ? Optional.of(
            new ChannelClose(
                close.getReplyCode(),
                close.getReplyText() == null ? "" : Escaped.text(close.getReplyText())))
        : Optional.empty();
  }

  /** Whether the broker blames a publication to an exchange. */
  boolean blames(String exchange) {
    return (code == AMQP.NOT_FOUND || code == AMQP.ACCESS_REFUSED)
        && text.contains(
            "exchange '" + (exchange.isEmpty() ? DEFAULT_EXCHANGE : Escaped.text(exchange)) + "'");
  }

  /** Whether what was blamed may exist again once it is declared again. */
  boolean isMissing() {
    return code == AMQP.NOT_FOUND;
  }

  /** What a publication that is blamed is told. */
  FjordException toException(TransportUrl url) {
    return isMissing()
        ? new DeliveryException(
            "Its exchange was deleted at the broker, again after it had been declared again: "
                + this,
            Retry.SAFE,
            null)
        : new BrokerUnreachableException(url, toString(), null);
  }

  @Override
  public String toString() {
    return code + " " + text;
  }
}
