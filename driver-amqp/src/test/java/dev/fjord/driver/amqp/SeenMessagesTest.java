package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenMessagesTest {
  private final SeenMessages seen = new SeenMessages();

  @Test
  void aCopyOfWhatIsUnderWayOrDoneIsKnown() {
    assertThat(seen.take("a")).isTrue();
    assertThat(seen.take("a")).isFalse();
    seen.remember("a");
    assertThat(seen.take("a")).isFalse();
  }

  @Test
  void whatWentBackMayComeAgain() {
    seen.take("a");
    seen.forget("a");
    assertThat(seen.take("a")).isTrue();
  }

  @Test
  void whatWasNotAcknowledgedBeforeALossComesAgain() {
    seen.take("done");
    seen.remember("done");
    seen.take("open");
    seen.forgetAll();
    assertThat(seen.take("open")).isTrue();
    assertThat(seen.take("done")).isFalse();
  }

  @Test
  void messagesWithoutAnIdAreNeverCopies() {
    assertThat(seen.take("")).isTrue();
    seen.remember("");
    assertThat(seen.take("")).isTrue();
  }

  @Test
  void tenThousandOthersDoNotPushAnIdOut() {
    seen.take("first");
    seen.remember("first");
    for (int i = 0; i < 10_000; i++) {
      seen.take("other" + i);
      seen.remember("other" + i);
    }
    assertThat(seen.take("first")).isFalse();
  }
}
