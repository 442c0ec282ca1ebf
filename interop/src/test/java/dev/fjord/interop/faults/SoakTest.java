package dev.fjord.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.rabbit.OwnRabbit;
import dev.fjord.interop.rabbit.RabbitNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A long day: {@code bin/soak network} says how many minutes it has. */
@Tag("long")
class SoakTest {
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("fjord.soak.minutes", 3));
  private static final Duration SAMPLE = Duration.ofSeconds(10);

  @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.driver.amqp", "dev.fjord.spi");

  @Test
  @Timeout(value = 12, unit = TimeUnit.HOURS)
  void hoursOfAFlappingNetworkLoseNothingAndAddNothing() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    List<Long> heap = new ArrayList<>();
    try (SoakLoad load = new SoakLoad(rabbit.node())) {
      long end = System.nanoTime() + TIME.toNanos();
      long sample = System.nanoTime() + SAMPLE.toNanos();
      while (System.nanoTime() - end < 0) {
        pause(Duration.ofMillis(500 + random.nextInt(8_000)));
        var proxy = load.proxies().get(random.nextInt(load.proxies().size()));
        switch (random.nextInt(4)) {
          case 0 -> {
            proxy.hush();
            pause(Duration.ofMillis(random.nextInt(2_000)));
            proxy.clear();
          }
          case 1 -> {
            proxy.delay(Duration.ofMillis(20), Duration.ofMillis(60));
            pause(Duration.ofSeconds(2));
            proxy.clear();
          }
          default -> proxy.reset();
        }
        if (System.nanoTime() - sample > 0) {
          heap.add(used());
          sample = System.nanoTime() + SAMPLE.toNanos();
        }
      }
      load.end();
      Figure.tell(TIME.toMinutes() + " min, seed " + seed + ": " + load);
      assertThat(load.faults()).isEmpty();
      assertThat(load.answered()).isPositive();
      assertThat(load.missing()).as("confirmed notifications missing").isZero();
    }
    // The first third has classes to load and caches to fill.
    int third = heap.size() / 3;
    long early = heap.subList(third, 2 * third).stream().mapToLong(Long::longValue).min().orElse(0);
    long late =
        heap.subList(2 * third, heap.size()).stream().mapToLong(Long::longValue).min().orElse(0);
    Figure.tell(
        "heap " + (early >> 10) + " KiB in the second third, " + (late >> 10) + " KiB in the last");
    assertThat(late - early).as("growth of the heap").isLessThan(4 << 20);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
