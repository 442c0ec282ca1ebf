package dev.fjord.interop.faults;

import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.OwnArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories of calls and notifications over AMQP 1.0 while a random schedule of faults runs. */
@Timeout(120)
@Tag("long")
class Amqp1HistoryTest {
  /** Gives up a connection that is silent for good before the test does. */
  @RegisterExtension
  static final OwnArtemis artemis =
      new OwnArtemis(
          () -> ArtemisBroker.start(settings -> settings.idleTimeout(Duration.ofSeconds(10))));

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.spi");

  @Test
  void aFewSecondsOfRandomFaultsBreakNoPromise() throws Exception {
    new HistoryRun(FaultyBroker.of(artemis.broker()))
        .run(new FaultSchedule.Counts(8, 1, 0, 0), 300, 300);
  }
}
