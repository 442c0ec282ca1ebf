package dev.fjord.driver.amqp.proton.address;

import dev.fjord.driver.amqp.proton.config.AddressSettings;

/** Addresses with dots, which tell nothing of whether requests or notifications go there. */
record LegacyAddresser(AddressSettings settings) implements Addresser {
  @Override
  public String address(Destination to) {
    return switch (to.reach()) {
      case ONE -> joined(settings.legacy().server(), to, to.server());
      case ALL -> joined(settings.legacy().broadcast(), to, "all");
      case ANY, NOTIFICATION -> joined(settings.legacy().group(), to, "");
      case REPLY -> to.name();
    };
  }

  private String joined(
      String prefix, Destination to, @org.jspecify.annotations.Nullable String last) {
    String exchange = to.exchange();
    return Addresser.joined(
        ".",
        prefix,
        settings.virtualHost(),
        exchange == null ? settings.exchanges().control() : exchange,
        to.name(),
        last);
  }
}
