package dev.fjord.interop.faults;

import dev.fjord.interop.rabbit.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Faults in an order and at times that a seed decides. Confined to one thread. */
final class FaultSchedule {
  private static final Duration FREEZE = Duration.ofSeconds(3);

  private final Random random;
  private final FaultyBroker broker;
  private final List<FaultProxy> proxies;
  private final List<Kind> order = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();

  /** How many of each. */
  record Counts(int resets, int silences, int freezes, int kills) {
    @Override
    public String toString() {
      return "%d resets, %d silences, %d freezes, %d kills"
          .formatted(resets, silences, freezes, kills);
    }
  }

  private enum Kind {
    RESET,
    SILENCE,
    FREEZE,
    KILL
  }

  FaultSchedule(long seed, Counts counts, FaultyBroker broker, List<FaultProxy> proxies) {
    this.random = new Random(seed);
    this.broker = broker;
    this.proxies = proxies;
    order.addAll(Collections.nCopies(counts.resets(), Kind.RESET));
    order.addAll(Collections.nCopies(counts.silences(), Kind.SILENCE));
    order.addAll(Collections.nCopies(counts.freezes(), Kind.FREEZE));
    order.addAll(Collections.nCopies(counts.kills(), Kind.KILL));
    Collections.shuffle(order, random);
  }

  /** Runs all of them against a load; returns when the last is over and the load goes on. */
  void run(BrokerHistory load) {
    for (Kind kind : order) {
      FaultProxy proxy = proxies.get(random.nextInt(proxies.size()));
      pause(Duration.ofMillis(random.nextInt(400)));
      switch (kind) {
        case RESET -> proxy.reset();
        case SILENCE -> {
          proxy.hush();
          pause(Duration.ofMillis(200 + random.nextInt(1_500)));
          proxy.clear();
        }
        case FREEZE -> {
          broker.freeze();
          pause(FREEZE);
          broker.thaw();
        }
        case KILL -> {
          load.awaitProgress();
          broker.crash();
          recoveries.add(load.untilAnswered());
          load.awaitProgress();
        }
      }
    }
    load.awaitProgress();
  }

  /** How long after each return of a killed broker a call was answered, the shortest first. */
  List<Duration> recoveries() {
    return recoveries.stream().sorted().toList();
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
