package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Histories of calls and notifications on RabbitMQ while a random schedule of faults runs. */
class RabbitHistoryTest {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitHistoryTest.class);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.spi");

  @Test
  void aFewSecondsOfRandomFaultsBreakNoPromise() throws Exception {
    run(new FaultSchedule.Counts(12, 2, 0, 0), 500, 500);
  }

  @Test
  @Tag("long")
  @Timeout(1_800)
  void twentyThousandCallsThroughKillsResetsAndFreezesBreakNoPromise() throws Exception {
    run(
        new FaultSchedule.Counts(50, 5, 5, 10),
        Integer.getInteger("fjord.history.calls", 20_000),
        Integer.getInteger("fjord.history.notifications", 100_000));
  }

  private static void run(FaultSchedule.Counts faults, int calls, int notifications)
      throws Exception {
    Long given = Long.getLong("fjord.history.seed");
    long seed = given != null ? given : ThreadLocalRandom.current().nextLong();
    LOG.info("Schedule of -Dfjord.history.seed={}", seed);
    long begin = System.nanoTime();
    try (RabbitHistory run = new RabbitHistory(rabbit.node())) {
      new FaultSchedule(seed, faults, rabbit.node(), run.proxies()).run(run);
      run.awaitLoad(calls, notifications);
      run.end();
      assertThat(run.history().violations(History.Excuses.OF_PUBLISHERS))
          .as("with -Dfjord.history.seed=" + seed)
          .isEmpty();
      assertThat(run.overdue()).as("calls that ended late").isEmpty();
      assertThat(run.history().answers()).isPositive();
      Figure.tell(
          "%d calls, %d answered; %d notifications confirmed, 0 lost, %d came twice; %s in %d s"
              .formatted(
                  run.history().calls(),
                  run.history().answers(),
                  run.history().confirmed(),
                  run.history().duplicates(),
                  faults,
                  Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
    }
  }
}
