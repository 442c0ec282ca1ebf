package dev.fjord.driver.amqp.rabbit.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Mandatory;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import dev.fjord.tck.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelDoubtsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualTimers timers = new ManualTimers();
  private final ConfirmWindow window = new ConfirmWindow(64);
  private final List<String> replaced = new ArrayList<>();
  private final ChannelDoubts doubts =
      new ChannelDoubts(timers, Runnable::run, window, replaced::add);

  @BeforeEach
  void open() {
    doubts.opened();
  }

  @Test
  void aChannelThatConfirmsIsNeverReplaced() {
    for (int n = 1; n <= 100; n++) {
      write();
      timers.advance(SECOND);
      confirm(n);
    }
    assertThat(replaced).isEmpty();
  }

  @Test
  void aChannelWithNothingToConfirmIsNotWatched() {
    write();
    confirm(1);
    timers.advance(SECOND);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void aChannelThatConfirmsNothingForSecondsIsReplaced() {
    write();
    timers.advance(SECOND.multipliedBy(19));
    assertThat(replaced).isEmpty();
    timers.advance(SECOND);
    assertThat(replaced).singleElement().asString().contains("does not confirm");
  }

  @Test
  void aQueueThatConfirmsOnNoChannelHasThemReplacedLessAndLessOften() {
    write();
    for (int second = 0; second < 240; second++) {
      timers.advance(SECOND);
      if (doubts.areGrave()) {
        doubts.opened();
        window.restart();
        write();
      }
    }
    assertThat(replaced).hasSizeBetween(3, 5);
  }

  @Test
  void aChannelThatConfirmsAllButOneIsReplacedLater() {
    write();
    for (int n = 2; n <= 30; n++) {
      write();
      confirm(n);
      timers.advance(SECOND);
    }
    assertThat(replaced).isEmpty();
    timers.advance(SECOND);
    assertThat(replaced).hasSize(1);
  }

  @Test
  void aMessageThatIsRejectedAgainAndAgainHasTheChannelReplacedOnceTheOthersAreConfirmed() {
    timers.advance(SECOND.multipliedBy(3));
    write();
    Publication rejected = publication();
    reject(rejected, 4);
    assertThat(doubts.areGrave()).isFalse();
    reject(rejected, 1);
    assertThat(doubts.areGrave()).isTrue();
    assertThat(replaced).isEmpty();
    confirm(1);
    timers.advance(SECOND);
    assertThat(replaced).singleElement().asString().contains("rejects");
    doubts.opened();
    assertThat(doubts.areGrave()).isFalse();
  }

  @Test
  void whatIsNotConfirmedHoldsTheReplacementUpForTwoSecondsAtMost() {
    timers.advance(SECOND.multipliedBy(3));
    write();
    reject(publication(), 5);
    timers.advance(SECOND);
    assertThat(replaced).isEmpty();
    timers.advance(SECOND);
    assertThat(replaced).hasSize(1);
  }

  @Test
  void aFullQueueHasTheChannelReplacedLessAndLessOften() {
    Publication rejected = publication();
    List<Integer> seconds = new ArrayList<>();
    for (int second = 1; second <= 150; second++) {
      timers.advance(SECOND);
      reject(rejected, 1);
      if (replaced.size() > seconds.size()) {
        seconds.add(second);
        doubts.opened();
      }
    }
    assertThat(seconds).hasSizeBetween(6, 9);
    assertThat(seconds.getLast() - seconds.get(seconds.size() - 2)).isGreaterThanOrEqualTo(30);
  }

  private void write() {
    window.add(publication());
    doubts.written();
  }

  private void confirm(long sequence) {
    window.settle(sequence, Reach.ONE, doubts::confirmed);
  }

  private void reject(Publication publication, int times) {
    for (int i = 0; i < times; i++) {
      publication.rejected();
      doubts.rejected(publication);
    }
  }

  private static Publication publication() {
    return new Publication(
        new Route("x", "k", Mandatory.YES, Declaration.NONE),
        AMQP.BasicProperties::new,
        new byte[0]);
  }
}
