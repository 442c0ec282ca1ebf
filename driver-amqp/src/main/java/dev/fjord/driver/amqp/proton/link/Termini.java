package dev.fjord.driver.amqp.proton.link;

import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.address.Destination.Reach;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Link;

/** The two ends of links, as oslo.messaging declares them. */
final class Termini {
  private static final Symbol QUEUE = Symbol.valueOf("queue");
  private static final Symbol TOPIC = Symbol.valueOf("topic");

  private Termini() {}

  /** Both ends of a link have the same address. */
  static void address(Link link, Destination destination, String address) {
    Symbol[] capability = capability(destination.reach());
    Source source = source();
    source.setAddress(address);
    source.setCapabilities(capability);
    Target target = new Target();
    target.setAddress(address);
    target.setCapabilities(capability);
    ends(link, source, target);
  }

  /** The broker makes the address up. */
  static void dynamic(Link link, String targetAddress) {
    Source source = source();
    source.setDynamic(true);
    Target target = new Target();
    target.setAddress(targetAddress);
    ends(link, source, target);
  }

  /** This client has made the address up. */
  static void named(Link link, String sourceAddress, String targetAddress) {
    Source source = source();
    source.setAddress(sourceAddress);
    Target target = new Target();
    target.setAddress(targetAddress);
    ends(link, source, target);
  }

  private static void ends(Link link, Source source, Target target) {
    link.setSource(source);
    link.setTarget(target);
    link.setSenderSettleMode(SenderSettleMode.MIXED);
    link.setReceiverSettleMode(ReceiverSettleMode.FIRST);
  }

  /** There are brokers that settle nothing for who does not say what may come of it. */
  private static Source source() {
    Source source = new Source();
    source.setOutcomes(
        Accepted.DESCRIPTOR_SYMBOL,
        Rejected.DESCRIPTOR_SYMBOL,
        Released.DESCRIPTOR_SYMBOL,
        Modified.DESCRIPTOR_SYMBOL);
    return source;
  }

  /** Tells brokers that make addresses at first use what kind of one is meant. */
  private static Symbol[] capability(Reach reach) {
    return switch (reach) {
      case ALL -> new Symbol[] {TOPIC};
      case ONE, ANY, NOTIFICATION -> new Symbol[] {QUEUE};
      case REPLY -> new Symbol[0];
    };
  }
}
