package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlainBytesTest {
  @Test
  void findsEachByteThatIsNotPlainAtEachPlace() {
    for (int value = 0; value < 256; value++) {
      for (int place = 0; place < 20; place++) {
        byte[] bytes = new byte[24];
        Arrays.fill(bytes, (byte) 'a');
        bytes[place] = (byte) value;

        assertThat(PlainBytes.end(bytes, 0, bytes.length))
            .as("byte %d at %d", value, place)
            .isEqualTo(isPlain(value) ? bytes.length : place);
      }
    }
  }

  @RepeatedTest(20)
  void findsTheFirstOfMany(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] bytes = new byte[200];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(12) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95));
    }
    for (int from = 0; from < bytes.length; from++) {
      int end = from + random.nextInt(bytes.length - from + 1);
      int expected = from;
      while (expected < end && isPlain(bytes[expected] & 0xff)) {
        expected++;
      }

      assertThat(PlainBytes.end(bytes, from, end)).isEqualTo(expected);
    }
  }

  private static boolean isPlain(int value) {
    return value >= ' ' && value < 0x7f && value != '"' && value != '\\';
  }
}
