package dev.fjord.driver.amqp.proton;

import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.proton.config.MessagingSettings;
import dev.fjord.driver.amqp.proton.config.ProtonSettings;
import dev.fjord.driver.amqp.proton.link.Transfer;
import dev.fjord.driver.amqp.proton.wire.BodyDecoder;
import dev.fjord.driver.amqp.proton.wire.BodyEncoder;
import dev.fjord.driver.amqp.proton.wire.Durability;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.Timers;

/**
 * What the parts of one driver share.
 *
 * @param settings the configuration
 * @param timers the transport's clock
 * @param ids ids for messages and links
 * @param encoder writes bodies
 * @param decoder reads bodies
 */
record DriverParts(
    ProtonSettings settings,
    Timers timers,
    MessageIds ids,
    BodyEncoder encoder,
    BodyDecoder decoder) {
  /** What a message may have around its body, in bytes. */
  private static final int AROUND_THE_BODY = 64 * 1024;

  static DriverParts of(ProtonSettings settings, DriverSettings driver) {
    JsonCodec json = JsonCodec.of(driver.config());
    return new DriverParts(
        settings, driver.timers(), new MessageIds(), new BodyEncoder(json), new BodyDecoder(json));
  }

  MessagingSettings messaging() {
    return settings.messaging();
  }

  /** The largest message that is let in. */
  int mostBytes() {
    return Math.min(messaging().maxMessageSize(), Integer.MAX_VALUE - 2 * AROUND_THE_BODY)
        + AROUND_THE_BODY;
  }

  /** Whether the broker has to keep notifications. */
  Durability notifications() {
    return messaging().durableNotifications() ? Durability.DURABLE : Durability.TRANSIENT;
  }

  /** How a kind of message is sent. */
  Transfer.Care care(MessagingSettings.Kind kind) {
    if (messaging().preSettled().contains(kind)) {
      return Transfer.Care.SETTLED;
    }
    return kind == MessagingSettings.Kind.NOTIFY ? Transfer.Care.AT_LEAST_ONCE : Transfer.Care.ONCE;
  }
}
