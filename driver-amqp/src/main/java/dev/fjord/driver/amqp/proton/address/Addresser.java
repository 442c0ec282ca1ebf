package dev.fjord.driver.amqp.proton.address;

import dev.fjord.driver.amqp.proton.config.AddressSettings;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Spells addresses the way that all peers on one broker do. Thread-safe. */
public interface Addresser {
  /** What oslo.messaging takes a broker for that does not say what it is. */
  String OLD_PRODUCT = "qpid-cpp";

  /** The address. */
  String address(Destination destination);

  /** The address of this client's own for replies; empty lets the broker make one up. */
  default Optional<String> replyAddress(String unique) {
    return Optional.empty();
  }

  /** Whether a delivery may be settled as modified. */
  default boolean canModify() {
    return true;
  }

  /** Whether the broker gives credit back when it is asked to. */
  default boolean canDrain() {
    return true;
  }

  /** The spelling for a broker, by the product that it says it is. */
  static Addresser of(AddressSettings settings, Optional<String> product) {
    if (product.filter(RabbitMqAddresser.PRODUCT::equals).isPresent()) {
      return new RabbitMqAddresser(new LegacyAddresser(settings));
    }
    boolean isLegacy =
        switch (settings.mode()) {
          case LEGACY -> true;
          case ROUTABLE -> false;
          case DYNAMIC -> product.orElse(OLD_PRODUCT).equals(OLD_PRODUCT);
        };
    return isLegacy ? new LegacyAddresser(settings) : new RoutableAddresser(settings);
  }

  /** Joins parts; those that are empty are left out. */
  static String joined(String separator, @Nullable String... parts) {
    StringJoiner joiner = new StringJoiner(separator);
    for (String part : parts) {
      if (part != null && !part.isEmpty()) {
        joiner.add(part);
      }
    }
    return joiner.toString();
  }
}
