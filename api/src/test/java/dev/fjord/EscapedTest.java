package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedTest {
  @Test
  void harmlessTextStays() {
    assertThat(Escaped.text("plain é 日本 😀")).isEqualTo("plain é 日本 😀");
    assertThat(Escaped.text("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0000", "000a", "000d", "001b", "007f", "0085", "200b", "200f", "2028", "2029"})
  void whatBreaksALineOrItsOrderIsEscaped(String hex) {
    String text = "a" + (char) Integer.parseInt(hex, 16) + "b";

    assertThat(Escaped.text(text)).isEqualTo("a\\u" + hex + "b");
  }

  @ParameterizedTest
  @CsvSource({"202a", "202e", "2066", "2069", "feff"})
  void bidiAndMarksAreEscaped(String hex) {
    assertThat(Escaped.text("" + (char) Integer.parseInt(hex, 16))).isEqualTo("\\u" + hex);
  }

  @Test
  void formatCharactersBeyondTheBasicPlaneAreEscaped() {
    assertThat(Escaped.text(Character.toString(0xe0001))).isEqualTo("\\udb40\\udc01");
  }

  @Test
  void aLoneSurrogateIsEscaped() {
    assertThat(Escaped.text("a\ud83db")).isEqualTo("a\\ud83db");
    assertThat(Escaped.text("\ude00")).isEqualTo("\\ude00");
  }

  @Test
  void longTextIsCut() {
    assertThat(Escaped.text("x".repeat(297))).hasSize(297).doesNotContain("...");
    assertThat(Escaped.text("x".repeat(1_000_000))).hasSize(300).endsWith("x...");
  }

  @Test
  void noTextIsLongerThan300OrEndsInHalfACharacter() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder raw = new StringBuilder("x".repeat(random.nextInt(300)));
      for (int k = random.nextInt(40); k > 0; k--) {
        raw.append(random.nextBoolean() ? "\n" : "😀");
      }

      String text = Escaped.text(raw.toString());

      assertThat(text).hasSizeLessThanOrEqualTo(300).doesNotContain("\n");
      assertThat(
              new String(
                  text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(text);
    }
  }
}
