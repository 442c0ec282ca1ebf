package dev.fjord.notify.driver;

import dev.fjord.notify.RecordedNotifications;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;

/** Keeps notifications in memory for tests. Thread-safe; does not block. */
public final class TestProvider implements NotifierDriverProvider {
  /** Does nothing. */
  public TestProvider() {}

  @Override
  public String name() {
    return "test";
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    return new RecordedNotifications(settings);
  }
}
