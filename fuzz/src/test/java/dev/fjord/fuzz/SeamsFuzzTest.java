package dev.fjord.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each seam takes every input that was ever found to matter, and as many random changes of them as
 * an ordinary build has time for. {@code bin/fuzz} looks for more, guided by what is executed.
 */
class SeamsFuzzTest {
  private static final Path INPUTS = Path.of(System.getProperty("basedir", "."), "src/test/inputs");
  private static final int CHANGES = 20_000;

  @Test
  void envelopes() throws IOException {
    feed("EnvelopeSeam", EnvelopeSeam::fuzzerTestOneInput);
  }

  @Test
  void arguments() throws IOException {
    feed("ArgumentSeam", ArgumentSeam::fuzzerTestOneInput);
  }

  @Test
  void transportUrls() throws IOException {
    feed("TransportUrlSeam", TransportUrlSeam::fuzzerTestOneInput);
  }

  @Test
  void headersAndReplies() throws IOException {
    feed("HeaderSeam", HeaderSeam::fuzzerTestOneInput);
  }

  @Test
  void messagesOfAmqp1() throws IOException {
    feed("Amqp1Seam", Amqp1Seam::fuzzerTestOneInput);
  }

  private static void feed(String seam, Consumer<byte[]> target) throws IOException {
    List<byte[]> known = known(seam);
    assertThat(known).as("inputs of " + seam).isNotEmpty();
    known.forEach(input -> take(target, input, "known"));
    long seed = Long.getLong("fjord.fuzz.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    for (int i = 0; i < CHANGES; i++) {
      take(target, changed(known, random), "-Dfjord.fuzz.seed=" + seed);
    }
    System.out.println(
        "figure: " + known.size() + " known inputs, " + CHANGES + " changes of them");
  }

  private static void take(Consumer<byte[]> target, byte[] input, String origin) {
    try {
      target.accept(input);
    } catch (Throwable e) {
      throw new AssertionError(origin + ": " + HexFormat.of().formatHex(input), e);
    }
  }

  private static byte[] changed(List<byte[]> known, Random random) {
    byte[] one = known.get(random.nextInt(known.size())).clone();
    if (one.length == 0) {
      return one;
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> one[random.nextInt(one.length)] = (byte) random.nextInt(256);
        case 1 -> one[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> one = Arrays.copyOf(one, 1 + random.nextInt(one.length));
        default -> one = spliced(one, known.get(random.nextInt(known.size())), random);
      }
    }
    return one;
  }

  /** The beginning of one and the end of another. */
  private static byte[] spliced(byte[] one, byte[] other, Random random) {
    if (other.length == 0) {
      return one;
    }
    int end = 1 + random.nextInt(one.length);
    int begin = random.nextInt(other.length);
    byte[] both = Arrays.copyOf(one, end + other.length - begin);
    System.arraycopy(other, begin, both, end, other.length - begin);
    return both;
  }

  private static List<byte[]> known(String seam) throws IOException {
    try (Stream<Path> files = Files.list(INPUTS.resolve(seam))) {
      return files.sorted().map(SeamsFuzzTest::read).toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
