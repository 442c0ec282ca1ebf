package dev.fjord.notify.driver;

import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;

/** Writes notifications into the log. Thread-safe; does not block. */
public final class LogProvider implements NotifierDriverProvider {
  /** Does nothing. */
  public LogProvider() {}

  @Override
  public String name() {
    return "log";
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    return new LogDriver(JsonCodec.of(settings.config()));
  }
}
