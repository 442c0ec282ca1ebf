package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Histories on one broker while a random schedule of faults runs, judged at their end. */
final class HistoryRun {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryRun.class);

  private final FaultyBroker broker;

  HistoryRun(FaultyBroker broker) {
    this.broker = broker;
  }

  /** At least so many calls and notifications; fails if a promise was broken. */
  void run(FaultSchedule.Counts faults, int calls, int notifications) throws Exception {
    Long given = Long.getLong("fjord.history.seed");
    long seed = given != null ? given : ThreadLocalRandom.current().nextLong();
    LOG.info("Schedule of -Dfjord.history.seed={}", seed);
    long begin = System.nanoTime();
    try (BrokerHistory run = new BrokerHistory(broker)) {
      FaultSchedule schedule = new FaultSchedule(seed, faults, broker, run.proxies());
      schedule.run(run);
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
      tellRecoveries(schedule.recoveries());
    }
  }

  private static void tellRecoveries(List<Duration> sorted) {
    if (!sorted.isEmpty()) {
      Figure.tell(
          "a call answered after the broker was back: median %d ms, p99 %d ms"
              .formatted(
                  sorted.get(sorted.size() / 2).toMillis(),
                  sorted.get((sorted.size() * 99 - 1) / 100).toMillis()));
    }
  }
}
