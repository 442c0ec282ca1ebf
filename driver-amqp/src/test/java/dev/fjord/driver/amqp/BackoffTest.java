package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff.Policy POLICY =
      new Backoff.Policy(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(6));

  @Test
  void pausesGrowToTheCeilingAndStayThere() {
    Backoff backoff = new Backoff(POLICY, new Random(7));
    for (int seconds : new int[] {1, 3, 5, 6, 6, 6}) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
    }
  }

  @Test
  void aResetBeginsAgain() {
    Backoff backoff = new Backoff(POLICY, new Random(7));
    backoff.next();
    backoff.next();
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFirstPauseOverTheCeilingIsCut() {
    Backoff backoff =
        new Backoff(
            new Backoff.Policy(Duration.ofSeconds(9), Duration.ZERO, Duration.ofSeconds(1)),
            new Random(7));
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void clientsThatStartTogetherDoNotComeTogether() {
    Set<Duration> pauses = new HashSet<>();
    for (int client = 0; client < 100; client++) {
      pauses.add(new Backoff(POLICY, new Random(client)).next());
    }
    assertThat(pauses).hasSizeGreaterThan(90);
  }

  @Test
  void aLongOutageDoesNotOverflow() {
    Backoff backoff = new Backoff(POLICY, new Random(7));
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(backoff.next().toNanos()).isPositive();
    }
  }
}
