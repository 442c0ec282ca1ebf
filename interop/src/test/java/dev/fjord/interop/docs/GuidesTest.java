package dev.fjord.interop.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import dev.fjord.Target;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.Arg;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import dev.fjord.testing.FjordBench;
import dev.fjord.testing.FjordExtension;
import dev.fjord.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the guides show does what they say, and each can be found. */
@ExtendWith(FjordExtension.class)
class GuidesTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @Test
  void theFirstServerServesUnderItsName(FjordBench bench) {
    bench.keep(FirstServerGuideTest.serve(bench.transport()));
    assertThat(FirstServerGuideTest.call(bench.transport()))
        .isEqualTo("Hello, Ada, the 1 of today");
    String named =
        RpcClient.of(bench.transport(), Target.topic("greetings").server("host-1"))
            .request("greet")
            .arg("name", "Bob")
            .call(String.class);
    assertThat(named).isEqualTo("Hello, Bob");
  }

  @Test
  void aPythonServiceIsCalledWithContextVersionAndExchange(FjordBench bench) {
    Nova nova = new Nova();
    bench.keep(
        RpcServer.builder(
                bench.transport(), Target.topic("compute").exchange("nova").server("host-1"))
            .endpoint(nova)
            .start());
    assertThat(OpenStackGuide.attach(bench.transport(), "vm-7", "disk-1"))
        .isEqualTo("disk-1 at vm-7 for u1");
    assertThat(bench.method("attach_volume").wasCalledOnce().target().version()).contains("6.0");
  }

  @Test
  void aFailureOfPythonsBecomesTheApplicationsOwn() {
    RemoteErrorException failed =
        new RemoteErrorException(
            new RemoteFailure(
                "InstanceNotFound", "nova.exception", "no vm-7", List.of(), List.of(), Map.of()));
    try (Transport transport = OpenStackGuide.open("fake://")) {
      assertThat(transport.remoteErrors().toThrow(failed))
          .isInstanceOf(OpenStackGuide.NoSuchInstance.class)
          .hasMessageContaining("no vm-7");
    }
  }

  @Test
  void aPythonCallerFindsTheNamesItKnows(FjordBench bench) {
    bench.serve("rack", new OpenStackGuide.Rack());
    RpcClient client = bench.client("rack").target(to -> to.namespace("baremetal").version("1.1"));
    assertThat(powerState(client.context(MessageContext.of(Map.of("is_admin", true)))))
        .isEqualTo("on: n-1");
    assertThat(powerState(client)).isEqualTo("unknown");
    assertThatThrownBy(() -> powerState(client.target(to -> to.version("2.0"))))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("UnsupportedVersion");
  }

  @Test
  void aPoolHearsWhatItsFilterLetsThrough(FjordBench bench) {
    OpenStackGuide guide = new OpenStackGuide();
    bench.keep(guide.listen(bench.transport()));
    Notifier nova =
        bench.notifier("compute.host-1").topics(Target.topic("notifications").exchange("nova"));
    nova.info(MessageContext.empty(), "compute.instance.create.end", 1);
    nova.info(MessageContext.empty(), "scheduler.select", 2);
    bench.assertNothingUnanswered();
    assertThat(guide.seen).containsExactly("compute.host-1 compute.instance.create.end");
  }

  @Test
  void theReadmeLeadsToEveryPageAndNoLinkLeadsNowhere() throws IOException {
    Path readme = DOCS.resolveSibling("README.md");
    String index = Files.readString(readme);
    try (Stream<Path> pages = Files.list(DOCS)) {
      List<Path> all = pages.filter(page -> page.toString().endsWith(".md")).toList();
      assertThat(all).isNotEmpty();
      for (Path page : all) {
        assertThat(index).contains("(docs/" + page.getFileName() + ")");
        assertThat(deadLinks(page)).as("links of " + page).isEmpty();
      }
    }
    assertThat(deadLinks(readme)).isEmpty();
  }

  private static List<String> deadLinks(Path page) throws IOException {
    return LINK.matcher(Files.readString(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !Files.exists(page.resolveSibling(link)))
        .toList();
  }

  private static String powerState(RpcClient client) {
    return client.request("power_state").arg("node_id", "n-1").call(String.class);
  }

  /** Stands for the Python service. */
  @Endpoint(version = "6.2")
  static final class Nova {
    @RpcMethod("attach_volume")
    String attach(
        MessageContext context, @Arg("instance") String instance, @Arg("volume") String volume) {
      return volume + " at " + instance + " for " + context.get("user_id").orElse("nobody");
    }
  }
}
