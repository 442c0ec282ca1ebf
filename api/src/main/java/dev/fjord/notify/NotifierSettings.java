package dev.fjord.notify;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a notifier and its copies differ in.
 *
 * @param publisherId who publishes
 * @param drivers where notifications go, in order
 * @param options how they go there
 * @param redaction what goes with them of the context
 * @param serializer writes payloads and contexts
 */
record NotifierSettings(
    String publisherId,
    List<ActiveDriver> drivers,
    EmitOptions options,
    ContextRedaction redaction,
    Serializer serializer) {

  static NotifierSettings of(Transport transport, String publisherId) {
    FjordConfig config = transport.config();
    return new NotifierSettings(
        publisherId,
        drivers(transport, config.get(CoreOptions.NOTIFICATION_DRIVERS)),
        new EmitOptions(
            config.get(CoreOptions.NOTIFICATION_TOPICS).stream().map(Target::topic).toList(),
            config.get(CoreOptions.SEND_TIMEOUT),
            config.get(CoreOptions.NOTIFICATION_RETRY)),
        ContextRedaction.safeKeys(),
        transport.codec());
  }

  /** The drivers with these names; one that is named twice is used once. */
  static List<ActiveDriver> drivers(Transport transport, Collection<String> names) {
    return new LinkedHashSet<>(names)
        .stream()
            .map(name -> new ActiveDriver(name, transport.notifierDrivers().get(name)))
            .toList();
  }

  NotifierSettings withPublisherId(String newId) {
    return new NotifierSettings(newId, drivers, options, redaction, serializer);
  }

  NotifierSettings withDrivers(List<ActiveDriver> newDrivers) {
    return new NotifierSettings(publisherId, newDrivers, options, redaction, serializer);
  }

  NotifierSettings withOptions(EmitOptions newOptions) {
    return new NotifierSettings(publisherId, drivers, newOptions, redaction, serializer);
  }

  NotifierSettings withRedaction(ContextRedaction newRedaction) {
    return new NotifierSettings(publisherId, drivers, options, newRedaction, serializer);
  }

  NotifierSettings withSerializer(Serializer newSerializer) {
    return new NotifierSettings(publisherId, drivers, options, redaction, newSerializer);
  }
}
