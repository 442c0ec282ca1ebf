package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.driver.amqp.Backoff;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Publications that the broker rejected, each aside for a pause before it is tried again; its
 * sender decides how long that goes on. Confined to the loop.
 */
final class RejectedPublications {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 5;

  private final Timers timers;
  private final Consumer<Runnable> loop;
  private final Consumer<Publication> again;
  private final Random random = new Random();
  private final Set<Publication> aside = new LinkedHashSet<>();

  /** {@code again} takes each publication back, on the loop. */
  RejectedPublications(Timers timers, Consumer<Runnable> loop, Consumer<Publication> again) {
    this.timers = timers;
    this.loop = loop;
    this.again = again;
  }

  void add(Publication publication) {
    aside.add(publication);
    Duration doubled =
        FIRST.multipliedBy(1L << Math.min(publication.rejections() - 1, MOST_DOUBLINGS));
    Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    try {
      timers.schedule(
          Backoff.jittered(pause, random), () -> loop.accept(() -> takeBack(publication)));
    } catch (RejectedExecutionException e) {
      // The timers end with their transport, which takes everything.
      takeBack(publication);
    }
  }

  /** Gives up all that is aside. */
  List<Publication> takeAll() {
    List<Publication> all = new ArrayList<>(aside);
    aside.clear();
    return all;
  }

  private void takeBack(Publication publication) {
    if (aside.remove(publication)) {
      again.accept(publication);
    }
  }
}
