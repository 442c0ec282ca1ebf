package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {
  @ParameterizedTest
  @CsvSource({"blocking, platform, platform", "hybrid, virtual, loop"})
  void bothKindsOfMethodsAreServedSideBySide(String executor, String blocking, String async) {
    Result result = new Session().run("demo", "--executor", executor);

    assertThat(result.out()).contains("All was right.").doesNotContain("WRONG");
    assertThat(row(result, "square")).containsSequence("square", "call", "blocking", blocking);
    assertThat(row(result, "squareAsync"))
        .containsSequence("squareAsync", "call", "async", async)
        .endsWith("0");
    assertThat(result.out())
        .contains("ok    15 of 15 fanouts reached every server")
        .contains("ok    20 of 20 notifications reached the blocking method");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theAsyncExecutorFirstRefusesAndListsTheBlockingMethods() {
    Result result = new Session().run("demo", "--executor", "async");

    assertThat(result.out())
        .contains("executor=async refuses 3 methods: ")
        .contains(
            "MixedDemoEndpoint.lookUp", "MixedDemoEndpoint.refuse", "MixedDemoEndpoint.square")
        .contains("ok    3 of 3 blocking methods were refused by name")
        .contains("All was right.");
    assertThat(row(result, "lookUpAsync")).contains("async", "loop");
    assertThat(result.lines()).noneMatch(line -> line.startsWith("square "));
    assertThat(result.code()).isZero();
  }

  @Test
  void theReportComesAsJson() {
    Result result = new Session().run("demo", "--json");

    assertThat(result.lines()).hasSize(1);
    assertThat(result.out())
        .startsWith("{\"executor\":\"hybrid\",\"url\":\"fake://\"")
        .contains("\"refused\":[]", "\"thread\":\"virtual\"", "\"ok\":true}");
  }

  @Test
  void theReportOfEachServerSaysWhatToDoAboutItsMethods() {
    Result result = new Session().run("demo", "--report");

    assertThat(result.out()).contains("All was right.", ".server-1, executor=hybrid");
    assertThat(row(result, "MixedDemoEndpoint.square"))
        .containsSequence("MixedDemoEndpoint.square", "blocking", "virtual");
    assertThat(row(result, "AsyncDemoEndpoint.squareAsync"))
        .containsSequence("AsyncDemoEndpoint.squareAsync", "async", "loop");
    assertThat(row(result, "AsyncDemoListener.onEventAsync")).contains("loop", "20", "0");
    assertThat(new Session().run("demo", "--report", "--json").out())
        .contains("\"porting\":[{\"server\":", "\"runs_on\":\"virtual\"", "\"verdict\":\"");
  }

  @Test
  void oneWrongAnswerIsNotedAndTheExitCodeSaysSo() {
    Session session = new Session();
    session.broker().rejectMessages(1);

    Result result = session.run("demo");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("WRONG 2399 of 2400 calls answered right", "Not all was right");
  }

  private static List<String> row(Result result, String method) {
    return result.lines().stream()
        .filter(line -> line.startsWith(method + " "))
        .map(line -> List.of(line.split(" +")))
        .findFirst()
        .orElseThrow();
  }
}
