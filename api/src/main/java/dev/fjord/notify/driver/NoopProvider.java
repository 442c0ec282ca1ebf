package dev.fjord.notify.driver;

import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverProvider;
import dev.fjord.spi.NotifierDriverSettings;
import java.util.concurrent.CompletableFuture;

/** Does away with notifications. Thread-safe; does not block. */
public final class NoopProvider implements NotifierDriverProvider {
  /** Does nothing. */
  public NoopProvider() {}

  @Override
  public String name() {
    return "noop";
  }

  @Override
  public NotifierDriver open(NotifierDriverSettings settings) {
    return (notification, options) -> CompletableFuture.completedStage(null);
  }
}
