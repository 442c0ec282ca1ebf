package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.rpc.CallContext;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.DriverProvider;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/rpc.md shows compiles, runs, and does what it says. */
class RpcGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "rpc.md");
  private static final Path SOURCE =
      Path.of("src/test/java/dev/fjord/interop/docs/RpcGuideExample.java");

  @Test
  void thePageShowsTheCodeOfTheExample() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    List<String> source = Files.readAllLines(SOURCE);
    assertThat(blocks(page, "```java", "```"))
        .isNotEmpty()
        .isEqualTo(blocks(source, "// begin", "// end"));
  }

  @Test
  void theExampleDoesWhatThePageSays() {
    assertThat(RpcGuideExample.check()).isEmpty();
    CallContext call = CallContext.unlimited(MessageContext.empty());
    assertThat(new RpcGuideExample.ComputeEndpoint().migrate(call, "vm-7"))
        .isEqualTo("vm-7 copied within 300 s");
    try (Transport transport =
            Transport.builder()
                .url("fake://")
                .provider((DriverProvider) FakeBroker.onRealTime())
                .open();
        RpcServer server =
            RpcServer.builder(transport, Target.topic("compute").server("s1"))
                .endpoint(new RpcGuideExample.ComputeEndpoint())
                .serves(RpcGuideExample.Compute.class)
                .executor("hybrid")
                .start()) {
      RpcClient client = RpcClient.of(transport, Target.topic("compute"));
      RpcGuideExample.Compute compute = client.proxy(RpcGuideExample.Compute.class);
      compute.forget("vm-7");
      assertThat(compute.cpus("vm-7")).isEqualTo(4);
      assertThat(compute.resize("vm-7", 8).toCompletableFuture().join())
          .isEqualTo("vm-7 has 8 CPUs");
      assertThat(RpcGuideExample.resize(client, "vm-7", 8))
          .isEqualTo("the older servers cannot resize");
      assertThat(server.expired()).isZero();
    }
  }

  /** Each block without its indentation and without blank lines at its end. */
  private static List<String> blocks(List<String> lines, String begin, String end) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : lines) {
      if (line.strip().equals(begin)) {
        block = new StringBuilder();
      } else if (block != null && line.strip().equals(end)) {
        blocks.add(block.toString().stripTrailing().stripIndent());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
