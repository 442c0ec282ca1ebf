package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageIdsTest {
  @Test
  void idsAreThirtyTwoHexadecimalDigitsAndNeverRepeat() {
    MessageIds ids = new MessageIds();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = ids.next();
      assertThat(id).matches("[0-9a-f]{32}");
      assertThat(seen.add(id)).isTrue();
    }
  }

  @Test
  void everyDigitVaries() {
    MessageIds ids = new MessageIds();
    Set<?>[] digits = new Set<?>[32];
    for (int i = 0; i < 32; i++) {
      Set<Character> seen = new HashSet<>();
      for (int k = 0; k < 200; k++) {
        seen.add(ids.next().charAt(i));
      }
      digits[i] = seen;
    }
    assertThat(digits).allSatisfy(seen -> assertThat(seen).hasSizeGreaterThan(8));
  }
}
