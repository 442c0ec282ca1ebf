package dev.fjord.interop.faults;

import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Histories of calls and notifications on RabbitMQ while a random schedule of faults runs. */
class RabbitHistoryTest {
  private static final int KILLS = Integer.getInteger("fjord.history.kills", 10);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.spi");

  private final HistoryRun runs = new HistoryRun(FaultyBroker.of(rabbit.node()));

  @Test
  void aFewSecondsOfRandomFaultsBreakNoPromise() throws Exception {
    runs.run(new FaultSchedule.Counts(12, 2, 0, 0), 500, 500);
  }

  @Test
  @Tag("long")
  @Timeout(7_200)
  void twentyThousandCallsThroughKillsResetsAndFreezesBreakNoPromise() throws Exception {
    runs.run(
        new FaultSchedule.Counts(5 * KILLS, KILLS / 2, KILLS / 2, KILLS),
        Integer.getInteger("fjord.history.calls", 20_000),
        Integer.getInteger("fjord.history.notifications", 100_000));
  }
}
