package dev.fjord.driver.amqp.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AckLedgerTest {
  private final AckLedger ledger = new AckLedger();
  private final List<String> written = new ArrayList<>();

  @Test
  void whatWasAcceptedWithoutAGapIsOneAcknowledgement() {
    deliver(5);
    for (int tag : new int[] {2, 1, 3}) {
      ledger.accept(tag);
    }
    flush();
    assertThat(written).containsExactly("3 and all before");
  }

  @Test
  void oneDeliveryIsAcknowledgedAlone() {
    deliver(2);
    ledger.accept(1);
    flush();
    assertThat(written).containsExactly("1");
  }

  @Test
  void beyondAGapEachIsAcknowledgedAlone() {
    deliver(6);
    for (int tag : new int[] {1, 2, 4, 6}) {
      ledger.accept(tag);
    }
    flush();
    assertThat(written).containsExactly("2 and all before", "4", "6");
  }

  @Test
  void aGapThatClosesTakesNothingTwice() {
    deliver(4);
    ledger.accept(2);
    ledger.accept(3);
    flush();
    ledger.accept(1);
    ledger.accept(4);
    flush();
    assertThat(written).containsExactly("2", "3", "4 and all before");
    assertThat(ledger.unsettled()).isZero();
  }

  @Test
  void whatWasRejectedIsNoGap() {
    deliver(3);
    ledger.accept(1);
    ledger.settled(2);
    ledger.accept(3);
    flush();
    assertThat(written).containsExactly("3 and all before");
  }

  @Test
  void nothingAcceptedWritesNothing() {
    deliver(3);
    flush();
    assertThat(written).isEmpty();
  }

  @Test
  void aLostChannelEndsTheFlush() {
    deliver(5);
    for (int tag : new int[] {1, 3, 5}) {
      ledger.accept(tag);
    }
    List<Long> tried = new ArrayList<>();
    boolean done =
        ledger.flush(
            (tag, reach) -> {
              tried.add(tag);
              return false;
            });
    assertThat(done).isFalse();
    assertThat(tried).containsExactly(1L);
  }

  @Test
  void inAnyOrderEachDeliveryIsAcknowledgedOnce() {
    Random random = new Random(42);
    Set<Long> open = new HashSet<>();
    Set<Long> accepted = new HashSet<>();
    Set<Long> acknowledged = new HashSet<>();
    long next = 1;
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(5) < 3 || open.isEmpty()) {
        ledger.delivered(next);
        open.add(next++);
      } else {
        long tag = open.stream().skip(random.nextInt(open.size())).findFirst().orElseThrow();
        open.remove(tag);
        accepted.add(tag);
        ledger.accept(tag);
      }
      if (random.nextInt(10) == 0) {
        ledger.flush(
            (tag, reach) -> {
              Set<Long> covered = new HashSet<>();
              for (long t : accepted) {
                if (t == tag || (reach == Reach.ALL_UP_TO && t < tag)) {
                  covered.add(t);
                }
              }
              if (reach == Reach.ALL_UP_TO) {
                assertThat(open).noneMatch(t -> t <= tag);
              }
              assertThat(covered).contains(tag);
              accepted.removeAll(covered);
              acknowledged.addAll(covered);
              return true;
            });
        assertThat(accepted).isEmpty();
      }
      if (open.size() > 300) {
        open.forEach(ledger::accept);
        accepted.addAll(open);
        open.clear();
      }
    }
    assertThat(acknowledged.size() + open.size() + accepted.size()).isEqualTo((int) next - 1);
  }

  private void deliver(int count) {
    for (int tag = 1; tag <= count; tag++) {
      ledger.delivered(tag);
    }
  }

  private void flush() {
    ledger.flush(
        (tag, reach) -> {
          written.add(tag + (reach == Reach.ALL_UP_TO ? " and all before" : ""));
          return true;
        });
  }
}
