package dev.fjord.interop;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What README.md shows does what it says. */
class ReadmeExampleTest {
  @Test
  void theExampleServesAndCalls() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReadmeExample.serveAndCall();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> printed.toString(StandardCharsets.UTF_8).contains("vm-7 has 8 CPUs"));
    } finally {
      System.setOut(before);
    }
  }
}
