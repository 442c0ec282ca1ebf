package dev.fjord.interop.faults;

import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.artemis.OwnArtemis;
import dev.fjord.interop.desk.ExpectedLogs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories of calls and notifications over AMQP 1.0 while a random schedule of faults runs. */
@Timeout(120)
class Amqp1HistoryTest {
  @RegisterExtension static final OwnArtemis artemis = new OwnArtemis(ArtemisBroker::start);

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.spi");

  @Test
  void aFewSecondsOfRandomFaultsBreakNoPromise() throws Exception {
    new HistoryRun(FaultyBroker.of(artemis.broker()))
        .run(new FaultSchedule.Counts(8, 1, 0, 0), 300, 300);
  }
}
