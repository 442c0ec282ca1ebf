package dev.fjord.testing;

import dev.fjord.TransportUrl;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import java.time.Duration;
import java.util.Set;

/**
 * Opens the fake driver of a bench.
 *
 * @param broker the bench's broker
 * @param journal where what is sent is written down
 * @param work where calls are entered until they end
 * @param patience how long a call may wait in real time
 */
record RecordingProvider(FakeBroker broker, Journal journal, OpenWork work, Duration patience)
    implements DriverProvider {
  @Override
  public Set<String> schemes() {
    return broker.schemes();
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return new RecordingDriver(broker.open(url, settings), journal, work, patience);
  }
}
