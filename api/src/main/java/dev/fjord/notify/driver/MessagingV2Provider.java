package dev.fjord.notify.driver;

import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.SendOptions;

/** Sends notifications to the broker in an envelope. Thread-safe; does not block. */
public final class MessagingV2Provider implements NotifierDriverProvider {
  /** Does nothing. */
  public MessagingV2Provider() {}

  @Override
  public String name() {
    return "messagingv2";
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    return new BrokerDriver(settings, SendOptions.Kind.NOTIFICATION);
  }
}
