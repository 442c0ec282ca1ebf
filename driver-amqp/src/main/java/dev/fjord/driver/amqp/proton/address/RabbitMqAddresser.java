package dev.fjord.driver.amqp.proton.address;

import java.util.Optional;

/**
 * Addresses for RabbitMQ's AMQP 1.0 plug-in, which tells queues from exchanges by the beginning of
 * an address, makes none up, and ends the session of a link that it does not understand. There are
 * no Python peers to agree with: oslo.messaging's driver cannot use the plug-in.
 *
 * @param legacy spells the names
 */
record RabbitMqAddresser(LegacyAddresser legacy) implements Addresser {
  static final String PRODUCT = "RabbitMQ";
  private static final String QUEUE = "/queue/";

  /** The plug-in binds a queue of the receiver's own, which goes with its link. */
  private static final String TOPIC = "/topic/";

  @Override
  public String address(Destination to) {
    return switch (to.reach()) {
      case ONE, ANY, NOTIFICATION -> QUEUE + legacy.address(to);
      case ALL -> TOPIC + legacy.address(to);
      case REPLY -> to.name();
    };
  }

  @Override
  public Optional<String> replyAddress(String unique) {
    return Optional.of(TOPIC + "reply." + unique);
  }

  @Override
  public boolean canModify() {
    return false;
  }

  /** Asked to, it breaks off the link to a classic queue. */
  @Override
  public boolean canDrain() {
    return false;
  }
}
