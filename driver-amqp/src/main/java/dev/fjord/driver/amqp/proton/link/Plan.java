package dev.fjord.driver.amqp.proton.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.proton.address.Addresser;
import dev.fjord.driver.amqp.proton.address.Destination;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Session;
import org.jspecify.annotations.Nullable;

/**
 * What a link receives from.
 *
 * @param source where from; null for an address that the broker makes up
 * @param mostBytes the largest message
 * @param ids makes its name unique
 */
public record Plan(@Nullable Destination source, int mostBytes, MessageIds ids) {
  private static final String REPLIES = "rpc-response";

  /** From a destination. */
  public static Plan from(Destination source, int mostBytes, MessageIds ids) {
    return new Plan(source, mostBytes, ids);
  }

  /** From an address of this client's own, for replies. */
  public static Plan replies(int mostBytes, MessageIds ids) {
    return new Plan(null, mostBytes, ids);
  }

  Receiver receiver(Session session, Addresser addresser) {
    Destination from = source;
    String address = from == null ? REPLIES : addresser.address(from);
    Receiver receiver =
        session.receiver("openstack.org/om/receiver/[" + address + "]/" + ids.next());
    if (from != null) {
      Termini.address(receiver, from, address);
    } else {
      addresser
          .replyAddress(ids.next())
          .ifPresentOrElse(
              named -> Termini.named(receiver, named, address),
              () -> Termini.dynamic(receiver, address));
    }
    return receiver;
  }

  /** For logs. */
  String name() {
    Destination from = source;
    return from == null ? "replies" : Escaped.text(from.name());
  }

  FjordException refusal(PeerError why) {
    return new DeliveryException(
        "The broker refuses to send " + name() + ": " + why.text(), Retry.SAFE, null);
  }
}
