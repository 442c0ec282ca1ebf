package dev.fjord.notify.driver;

import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.SendOptions;

/** Sends notifications to the broker without an envelope. Thread-safe; does not block. */
public final class MessagingProvider implements NotifierDriverProvider {
  /** Does nothing. */
  public MessagingProvider() {}

  @Override
  public String name() {
    return "messaging";
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    return new BrokerDriver(settings, SendOptions.Kind.BARE_NOTIFICATION);
  }
}
