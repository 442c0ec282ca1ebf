package dev.fjord.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TimerHeapTest {
  private final TimerHeap heap = new TimerHeap();

  @RepeatedTest(20)
  void givesTasksInTheOrderOfTheirTimesWhateverIsTakenOut(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<TimerHeap.Entry> expected = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      if (expected.isEmpty() || random.nextInt(3) > 0) {
        expected.add(heap.add(random.nextInt(50), () -> {}));
      } else {
        heap.remove(expected.remove(random.nextInt(expected.size())));
      }
    }
    // A stable sort: those of the same time stay in the order they were added.
    expected.sort(Comparator.comparingLong(TimerHeap.Entry::time));

    assertThat(drained()).containsExactlyElementsOf(expected);
  }

  @Test
  void takingOutTwiceTakesOutOnce() {
    TimerHeap.Entry first = heap.add(1, () -> {});
    TimerHeap.Entry second = heap.add(2, () -> {});
    heap.remove(first);
    heap.remove(first);

    assertThat(drained()).containsExactly(second);
  }

  @Test
  void timesMayPassTheLargestNumber() {
    TimerHeap.Entry later = heap.add(Long.MIN_VALUE + 5, () -> {});
    TimerHeap.Entry sooner = heap.add(Long.MAX_VALUE - 5, () -> {});

    assertThat(drained()).containsExactly(sooner, later);
  }

  private List<TimerHeap.Entry> drained() {
    List<TimerHeap.Entry> all = new ArrayList<>();
    for (TimerHeap.Entry next = heap.first(); next != null; next = heap.first()) {
      all.add(next);
      heap.remove(next);
    }
    return all;
  }
}
