package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.desk.ExpectedLogs;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random histories on the fake driver, each made again by its seed: {@code -Dfjord.history.seed=…}
 * runs one.
 */
class FakeHistoryTest {
  @RegisterExtension static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord");

  @Test
  void someRandomHistoriesBreakNoPromise() {
    run(300);
  }

  @Test
  @Tag("long")
  @Timeout(3_600)
  void thousandsOfRandomHistoriesBreakNoPromise() {
    run(Integer.getInteger("fjord.histories", 2_000));
  }

  private static void run(int histories) {
    Long one = Long.getLong("fjord.history.seed");
    long first = one != null ? one : ThreadLocalRandom.current().nextLong();
    long answers = 0;
    long notifications = 0;
    for (long seed = first; seed < first + (one != null ? 1 : histories); seed++) {
      FakeHistory run = new FakeHistory(seed);
      assertThat(run.violations()).as("history of -Dfjord.history.seed=" + seed).isEmpty();
      answers += run.history().answers();
      notifications += run.history().confirmed();
    }
    Figure.tell(
        histories
            + " histories from seed "
            + first
            + ", "
            + answers
            + " answers, "
            + notifications
            + " notifications");
    assertThat(answers).as("answers").isPositive();
    assertThat(notifications).as("notifications").isPositive();
  }
}
