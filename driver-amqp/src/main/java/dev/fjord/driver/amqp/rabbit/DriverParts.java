package dev.fjord.driver.amqp.rabbit;

import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import dev.fjord.driver.amqp.rabbit.wire.Compression;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.Timers;

/**
 * What the parts of one driver share.
 *
 * @param settings the configuration
 * @param timers the transport's clock
 * @param json the codec with its limits
 * @param properties the properties of messages that are sent
 * @param ids ids for messages
 * @param names names for queues
 * @param topology queues and exchanges
 */
record DriverParts(
    RabbitSettings settings,
    Timers timers,
    JsonCodec json,
    WireProperties properties,
    MessageIds ids,
    QueueNames names,
    Topology topology) {
  static DriverParts of(RabbitSettings settings, DriverSettings driver, JsonCodec json) {
    MessageIds ids = new MessageIds();
    QueueNames names = new QueueNames(settings.naming(), ids);
    Compression compression =
        switch (settings.messaging().compression()) {
          case "gzip" -> Compression.GZIP;
          case "bz2" -> Compression.BZ2;
          default -> Compression.NONE;
        };
    return new DriverParts(
        settings,
        driver.timers(),
        json,
        new WireProperties(compression),
        ids,
        names,
        new Topology(settings.topology(), names, settings.messaging().controlExchange()));
  }
}
