package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
  private static final String ENDPOINT = Warehouse.class.getName();

  @Test
  void itTellsWhatIsReachedAndWhereItRuns() {
    Result result = explain("--executor", "hybrid", ENDPOINT);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("topic stock", "executor hybrid, at most 1024 requests at a time")
        .contains("endpoint Warehouse, namespace warehouse, version 1.2")
        .contains("endpoint_timeout 300 s")
        .contains("callers cannot reach Warehouse.restock")
        .contains("The driver declares nothing at the broker.");
    assertThat(cells(result, "int count(String article)"))
        .containsExactly(
            "int count(String article)", "@RpcMethod", "blocking", "4", "a new virtual thread");
    assertThat(cells(result, "Boolean reserve(String article, int pieces)"))
        .containsExactly(
            "Boolean reserve(String article, int pieces)",
            "@RpcMethod",
            "async",
            "any",
            "the event loop");
  }

  @Test
  void theExecutorDecidesAndARefusalSaysWhy() {
    Result blocking =
        explain("--executor", "blocking", "--config", "executor_thread_pool_size=7", ENDPOINT);
    assertThat(cells(blocking, "Boolean reserve(String article, int pieces)"))
        .endsWith("a worker of 7, which waits for the stage");
    Result async = explain("--executor", "async", ENDPOINT);
    assertThat(async.code()).isEqualTo(2);
    assertThat(async.out()).contains("REFUSES TO START", "REFUSED: it may block.", "hybrid");
  }

  @Test
  void anAccessPolicyOpensMore() {
    Result result = explain("--access", "unless_underscored", ENDPOINT);
    assertThat(cells(result, "void restock()")).contains("the access policy");
    assertThat(result.out()).doesNotContain("cannot reach");
  }

  @Test
  void aClientThatFitsIsServedAndOneThatDoesNotIsExitCodeOne() {
    Result fits = explain("--client", Warehouse.Client.class.getName(), ENDPOINT);
    assertThat(fits.code()).as(fits.out()).isZero();
    assertThat(fits.out()).contains("is served by the endpoints");
    Result odd = explain("--client", Warehouse.OddClient.class.getName(), ENDPOINT);
    assertThat(odd.code()).isEqualTo(1);
    assertThat(odd.out())
        .contains("MISMATCH OddClient.count: sends 'article' as int")
        .contains("MISMATCH OddClient.restock: Warehouse.restock is there", "mark it @RpcMethod");
  }

  @Test
  void theQueuesOfRabbitMqAreToldWithoutABroker() {
    CommandLine line = FjordCommand.commandLine(Shell.ofProcess());
    java.io.StringWriter out = new java.io.StringWriter();
    int code =
        line.setOut(new java.io.PrintWriter(out, true))
            .execute(
                "explain",
                "--url",
                "rabbit://nobody:secret@192.0.2.1/",
                "--topic",
                "stock",
                "--server",
                "s1",
                "--config",
                "oslo_messaging_rabbit.rabbit_quorum_queue=true",
                ENDPOINT);
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "exchange openstack type=topic durable=true auto-delete=false",
            "queue stock durable=true auto-delete=false exclusive=false x-queue-type=quorum",
            "binding stock.s1 exchange=openstack key=stock.s1",
            "exchange stock_fanout type=fanout durable=false auto-delete=true",
            "queue stock_fanout_<id> durable=false auto-delete=false exclusive=false"
                + " x-expires=1800000")
        .doesNotContain("secret");
  }

  @Test
  void asJsonItIsOneObject() {
    Result result = explain("--json", "--client", Warehouse.Client.class.getName(), ENDPOINT);
    assertThat(result.lines()).hasSize(1);
    assertThat(result.out())
        .startsWith("{\"url\":\"fake://\"")
        .contains("\"thread\":\"virtual_thread\"", "\"limit\":4", "\"mismatches\":[]");
  }

  @Test
  void aConfigurationFileOfAServiceIsTaken(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("stock.conf"),
            "[DEFAULT]\nrpc_thread_pool_size = 3\nexecutor = blocking\ntransport_url = fake://\n");
    Result result = explain("--config-file", file.toString(), ENDPOINT);
    assertThat(result.out()).contains("executor blocking, at most 3 requests");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(explain("com.acme.Nothing").code()).isEqualTo(2);
    assertThat(explain("com.acme.Nothing").err()).contains("com.acme.Nothing", "--class-path");
    assertThat(explain("--class-path", "no/such/folder", ENDPOINT).err())
        .contains("there is no no/such/folder");
    assertThat(explain().err()).contains("name a class of an endpoint");
  }

  private static Result explain(String... more) {
    return new Session()
        .run(
            Stream.concat(Stream.of("explain", "--topic", "stock"), Stream.of(more))
                .toArray(String[]::new));
  }

  private static List<String> cells(Result result, String method) {
    return result.lines().stream()
        .filter(line -> line.strip().startsWith(method + " "))
        .map(line -> List.of(line.strip().split(" {2,}")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(method + " is not in:\n" + result.out()));
  }
}
