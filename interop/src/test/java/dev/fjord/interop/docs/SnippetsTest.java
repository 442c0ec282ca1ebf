package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pages show is code that compiles; that of docs/porting.md does what the page says. */
class SnippetsTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/fjord/interop");

  @ParameterizedTest
  @CsvSource({
    "README.md, ReadmeExample.java",
    "docs/first-server.md, docs/FirstServerGuideTest.java",
    "docs/notifications.md, docs/NotificationsGuide.java",
    "docs/openstack.md, docs/OpenStackGuide.java",
    "docs/porting.md, docs/PortingSnippets.java",
    "docs/rpc.md, docs/RpcGuideExample.java",
    "docs/telemetry.md, docs/TelemetrySnippets.java",
    "docs/testing.md, docs/TestingGuideTest.java"
  })
  void thePageShowsTheCodeThatIsCompiled(String page, String source) throws IOException {
    List<String> shown = blocks(Path.of("..", page), "```java", "```");
    List<String> compiled = blocks(SOURCES.resolve(source), "// shown: begin", "// shown: end");

    assertThat(shown).isNotEmpty().isEqualTo(compiled);
  }

  @ParameterizedTest
  @CsvSource({
    "writing-a-driver.md,    PostDriverProvider PostDriver Caller PostListener WritingDriversTest",
    "writing-an-executor.md, VirtualExecutorProvider WritingExecutorsTest"
  })
  void thePageShowsPartsOfTheSampleThatKeepsTheContract(String page, String sources)
      throws IOException {
    List<String> compiled = new ArrayList<>();
    for (String source : sources.split(" ")) {
      compiled.addAll(
          blocks(
              SOURCES.resolve("sample/" + source + ".java"), "// shown: begin", "// shown: end"));
    }

    assertThat(blocks(Path.of("../docs", page), "```java", "```"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(compiled);
  }

  @Test
  void beforeAndAfterThePortCallersGetTheSameAndTheReportSaysWhatIsNext() {
    try (Transport transport =
        Transport.builder().url("fake://").provider(FakeBroker.onRealTime()).open()) {
      RpcClient bookings = RpcClient.of(transport, Target.topic("bookings"));
      RpcClient orders = RpcClient.of(transport, Target.topic("orders"));
      try (RpcServer ignored = serve(transport, "bookings", new PortingSnippets.Bookings())) {
        try (RpcServer before = serve(transport, "orders", new PortingSnippets.Before(bookings))) {
          assertThat(reserve(orders)).isEqualTo("booked bolt for 3");
          assertThat(printed(before)).contains("Before.reserve", "VERDICT", "blocking");
        }
        try (RpcServer after = serve(transport, "orders", new PortingSnippets.After(bookings))) {
          assertThat(reserve(orders)).isEqualTo("booked bolt for 3");
          assertThat(printed(after)).contains("After.reserve", "async").doesNotContain("port next");
        }
      }
    }
  }

  private static RpcServer serve(Transport transport, String topic, Object endpoint) {
    return RpcServer.builder(transport, Target.topic(topic).server("s1"))
        .endpoint(endpoint)
        .executor("hybrid")
        .start();
  }

  private static String reserve(RpcClient orders) {
    return orders.request("reserve").arg("item", "bolt").arg("pieces", 3).call(String.class);
  }

  private static String printed(RpcServer server) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      PortingSnippets.printReport(server);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** The lines between two marks, each block without its indent. */
  private static List<String> blocks(Path file, String begin, String end) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(file)) {
      if (line.strip().equals(begin)) {
        block = new StringBuilder();
      } else if (block != null && line.strip().equals(end)) {
        // A last line that is empty would count as one without indent.
        blocks.add(block.toString().stripTrailing().stripIndent());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
