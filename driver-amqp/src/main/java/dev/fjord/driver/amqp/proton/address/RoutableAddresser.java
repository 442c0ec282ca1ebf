package dev.fjord.driver.amqp.proton.address;

import dev.fjord.driver.amqp.proton.config.AddressSettings;

/** Addresses with slashes, by whose beginning routers tell how to deliver. */
record RoutableAddresser(AddressSettings settings) implements Addresser {
  @Override
  public String address(Destination to) {
    AddressSettings.Routable words = settings.routable();
    String rpc = settings.exchanges().rpc();
    return switch (to.reach()) {
      case ONE -> joined(words.rpc() + "/" + words.unicast(), rpc, to);
      case ALL -> joined(words.rpc() + "/" + words.multicast(), rpc, to);
      case ANY -> joined(words.rpc() + "/" + words.anycast(), rpc, to);
      case NOTIFICATION ->
          joined(
              words.notification() + "/" + words.anycast(),
              settings.exchanges().notification(),
              to);
      case REPLY -> to.name();
    };
  }

  private String joined(String prefix, String defaultExchange, Destination to) {
    String exchange = to.exchange();
    return Addresser.joined(
        "/",
        prefix,
        settings.virtualHost(),
        exchange == null ? defaultExchange : exchange,
        to.name(),
        to.server());
  }
}
