package dev.fjord.driver.amqp.proton.config;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.TransportUrl;

/**
 * What decides how addresses are spelled. All ends must agree on it.
 *
 * @param mode which of the two spellings
 * @param virtualHost a part of each address; empty for none
 * @param legacy the words of legacy addresses
 * @param routable the words of routable addresses
 * @param exchanges the exchanges of targets that name none
 */
public record AddressSettings(
    Mode mode, String virtualHost, Legacy legacy, Routable routable, Exchanges exchanges) {
  /** Which spelling. */
  public enum Mode {
    /** As the broker's product suggests. */
    DYNAMIC,
    /** With dots. */
    LEGACY,
    /** With slashes. */
    ROUTABLE
  }

  /**
   * The words that begin legacy addresses.
   *
   * @param server of one server
   * @param broadcast of all servers
   * @param group of any server
   */
  public record Legacy(String server, String broadcast, String group) {}

  /**
   * The words of routable addresses.
   *
   * @param rpc begins those of RPC
   * @param notification begins those of notifications
   * @param unicast stands for one server
   * @param multicast stands for all servers
   * @param anycast stands for any server
   */
  public record Routable(
      String rpc, String notification, String unicast, String multicast, String anycast) {}

  /**
   * The exchanges of targets that name none.
   *
   * @param control in legacy addresses, and wherever the others are empty
   * @param rpc in routable addresses of RPC
   * @param notification in routable addresses of notifications
   */
  public record Exchanges(String control, String rpc, String notification) {}

  static AddressSettings of(FjordConfig config, TransportUrl url) {
    return new AddressSettings(
        switch (config.get(ProtonOptions.ADDRESSING_MODE)) {
          case "legacy" -> Mode.LEGACY;
          case "routable" -> Mode.ROUTABLE;
          default -> Mode.DYNAMIC;
        },
        config.get(ProtonOptions.PSEUDO_VHOST) ? url.virtualHost().orElse("") : "",
        new Legacy(
            config.get(ProtonOptions.SERVER_PREFIX),
            config.get(ProtonOptions.BROADCAST_PREFIX),
            config.get(ProtonOptions.GROUP_PREFIX)),
        new Routable(
            config.get(ProtonOptions.RPC_PREFIX),
            config.get(ProtonOptions.NOTIFY_PREFIX),
            config.get(ProtonOptions.UNICAST),
            config.get(ProtonOptions.MULTICAST),
            config.get(ProtonOptions.ANYCAST)),
        exchanges(config));
  }

  private static Exchanges exchanges(FjordConfig config) {
    String control = config.get(CoreOptions.CONTROL_EXCHANGE);
    String rpc = config.get(ProtonOptions.RPC_EXCHANGE);
    String notify = config.get(ProtonOptions.NOTIFICATION_EXCHANGE);
    return new Exchanges(
        control, rpc.isEmpty() ? control : rpc, notify.isEmpty() ? control : notify);
  }
}
