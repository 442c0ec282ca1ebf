package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.RemoteFailure;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.ScriptedMessage;
import dev.fjord.spi.Style;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which method a request reaches, and with which arguments. */
class RpcDispatcherTest extends RpcDispatcherFixture {
  @Test
  void aRequestReachesItsMethodAndTheCallerItsResult() {
    ScriptedMessage message =
        ScriptedMessage.call("{\"method\": \"echo\", \"args\": {\"text\": \"hi\"}}");

    assertThat(result(message)).isEqualTo("u1:hi");
    assertThat(message.settled).containsExactly("acknowledged");
  }

  @Test
  void argumentsAreBoundByName() {
    assertThat(
            result(
                "{\"method\": \"many\", \"args\": {\"class\": {\"name\": \"a\", \"cpus\": 1}, \"vms\": [{\"name\": \"b\", \"cpus\": 2}, {\"name\": \"c\", \"cpus\": 3}], \"number\": 7}}"))
        .isEqualTo(
            codec.readPlain(
                codec.write(
                    Map.of(
                        "number", 7, "maybe", Optional.empty(), "sum", 5, "vm", new Vm("a", 1)))));
    assertThat(
            result(
                "{\"method\": \"any\", \"args\": {\"value\": {\"@class\": \"java.lang.Thread\"}}}"))
        .isEqualTo(Map.of("@class", "java.lang.Thread"));
    assertThat(result("{\"method\": \"any\", \"args\": {\"value\": null}}")).isNull();
    assertThat(result("{\"method\": \"any\", \"args\": {\"value\": 1, \"value\": 2}}"))
        .isEqualTo(2);
    assertThat(result("{\"method\": \"short\", \"args\": {}}")).isNull();
    assertThat(result("{\"method\": \"short\"}")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"echo\", \"args\": {}} | Service.echo is missing its required argument 'text'",
        "{\"method\": \"echo\"} | Service.echo is missing its required argument 'text'",
        "{\"method\": \"echo\", \"args\": {\"text\": \"a\", \"more\\n\": 1}} | Service.echo got an unexpected argument 'more\\u000a'",
        "{\"method\": \"echo\", \"args\": {\"text\": \"a\", \"context\": {}}} | Service.echo got an unexpected argument 'context'",
        "{\"method\": \"echo\", \"args\": null} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": [\"a\"]} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": \"text\"} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": {\"text\": 5}} | argument 'text' of Service.echo: JSON does not fit java.lang.String",
        "{\"method\": \"many\", \"args\": {\"number\": \"5\"}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": 1.5}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": null}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": 1, \"maybe\": 1}} | argument 'maybe' of Service.many",
        "{\"method\": \"many\", \"args\": {\"number\": 1, \"vms\": [{\"name\": 1}]}} | argument 'vms' of Service.many",
        "{\"method\": \"short\", \"args\": {\"a\": 1}} | Service.nothing got an unexpected argument 'a'",
        "{\"args\": {}} | A request must name its method, as a string",
        "{\"method\": null} | A request must name its method, as a string",
        "{\"method\": 5} | A request must name its method, as a string"
      })
  void wrongArgumentsAreATypeErrorAndRunNothing(String json, String message) {
    RemoteFailure failure = failure(json);

    assertThat(failure.type()).isEqualTo("TypeError");
    assertThat(failure.module()).isEqualTo("builtins");
    assertThat(failure.message()).startsWith(message);
    assertThat(failure.args().get(0)).isEqualTo(failure.message());
    assertThat(service.runs).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"who\", \"namespace\": \"admin\", \"version\": \"2.3\"} | admin",
        "{\"method\": \"who\", \"namespace\": \"old\", \"version\": \"2.3.1\"} | admin",
        "{\"method\": \"who\", \"version\": \"2.0\"} | admin",
        "{\"method\": \"who\", \"namespace\": null, \"version\": \"2.0\"} | admin",
        "{\"method\": \"who\", \"version\": \"1.9\"} | newer",
        "{\"method\": \"who\"} | newer",
        "{\"method\": \"echo\", \"version\": \"1.5\", \"args\": {\"text\": \"x\"}} | second",
        "{\"method\": \"echo\", \"args\": {\"text\": \"x\"}} | u1:x"
      })
  void theFirstEndpointThatServesNamespaceVersionAndMethodRuns(String json, String result) {
    assertThat(result(json)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"who\", \"version\": \"3.0\"} | 3.0",
        "{\"method\": \"who\", \"version\": \"1.10\"} | 1.10",
        "{\"method\": \"who\", \"namespace\": \"admin\", \"version\": \"2.3.2\"} | 2.3.2",
        "{\"method\": \"who\", \"namespace\": \"admin\"} | 1.0",
        "{\"method\": \"who\", \"namespace\": \"none\"} | 1.0",
        "{\"method\": \"who\", \"version\": null} | null (no string)",
        "{\"method\": \"who\", \"version\": 1.0} | 1.0 (no string)",
        "{\"method\": \"who\", \"version\": [1]} | [1] (no string)",
        "{\"method\": \"who\", \"namespace\": 5} | 1.0",
        "{\"method\": \"who\", \"version\": \"1\"} | 1",
        "{\"method\": \"who\", \"version\": \"1.\\n\"} | 1.\\u000a"
      })
  void aVersionNobodyServesIsUnsupported(String json, String version) {
    RemoteFailure failure = failure(json);

    assertThat(failure.type()).isEqualTo("UnsupportedVersion");
    assertThat(failure.module()).isEqualTo("oslo_messaging.rpc.dispatcher");
    assertThat(failure.message())
        .isEqualTo("Endpoint does not support RPC version " + version + ". Attempted method: who");
  }

  @Test
  void aMethodNobodyHasIsOslosNoSuchMethod() {
    RemoteFailure failure = failure("{\"method\": \"nosuch\", \"args\": {}}");

    assertThat(failure.type()).isEqualTo("NoSuchMethod");
    assertThat(failure.module()).isEqualTo("oslo_messaging.rpc.dispatcher");
    assertThat(failure.message()).isEqualTo("Endpoint does not support RPC method nosuch");
    assertThat(failure.args().get(0)).isEqualTo(failure.message());
    assertThat(failure.traceback())
        .containsExactly(
            "oslo_messaging.rpc.dispatcher.NoSuchMethod: Endpoint does not support RPC method nosuch\n");
  }

  @Test
  void onlyWhatIsAnnotatedCanBeReached() {
    Set<String> names =
        new LinkedHashSet<>(
            List.of(
                "",
                ".",
                "echo ",
                "Echo",
                "еcho",
                "echo()",
                "Service.echo",
                "a/b",
                "short\u0000",
                "nothing",
                "hidden",
                "nested",
                "runs",
                "target",
                "__class__",
                "<init>",
                "<clinit>"));
    for (Class<?> type :
        List.of(
            Object.class,
            Class.class,
            String.class,
            Thread.class,
            Runtime.class,
            System.class,
            ClassLoader.class,
            Service.class,
            List.class,
            Map.class,
            Method.class,
            Process.class,
            java.io.File.class,
            java.net.URL.class,
            java.nio.file.Files.class,
            MethodHandles.class,
            java.util.concurrent.CompletableFuture.class)) {
      for (Method method : type.getDeclaredMethods()) {
        names.add(method.getName());
      }
    }
    names.removeAll(List.of("echo", "many", "any", "failing", "result", "stage", "who"));
    assertThat(names).hasSizeGreaterThan(400).contains("getClass", "wait", "finalize", "hashCode");
    for (String name : names) {
      RemoteFailure failure = failure("{\"method\": " + codec.write(name).asString() + "}");
      assertThat(failure.type()).as(name).isEqualTo("NoSuchMethod");
      assertThat(failure.message()).doesNotContain("echo\n").hasSizeLessThan(400);
    }
    assertThat(failure("{\"method\": \"" + "x".repeat(1_000_000) + "\"}").message())
        .hasSizeLessThan(400);
    assertThat(service.runs).isZero();
  }

  @Test
  void methodsAreListedWithTheirStyles() {
    assertThat(dispatcher().methods())
        .filteredOn(method -> method.javaName().startsWith("Service."))
        .extracting(method -> method.name() + " " + method.javaName() + " " + method.style())
        .contains("stage Service.stage " + Style.ASYNC, "short Service.nothing " + Style.BLOCKING)
        .hasSize(7);
  }

  @Test
  void whatNobodyServesRunsWithoutBlockingAndHasItsBudget() {
    Invocation refused = dispatcher().resolve(ScriptedMessage.call("{}"));

    assertThat(refused.method().style()).isEqualTo(Style.ASYNC);
    assertThat(refused.budget()).contains(java.time.Duration.ofSeconds(5));
    assertThat(refused.next(new Outcome.Value(null))).isEmpty();
  }
}
