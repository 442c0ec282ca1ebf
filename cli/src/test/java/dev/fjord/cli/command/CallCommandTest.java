package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import dev.fjord.cli.command.Session.Running;
import dev.fjord.cli.workbench.BlockingWorkbench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallCommandTest {
  private final Session session = new Session();
  private Running server;

  @BeforeEach
  void serve() throws InterruptedException {
    server = session.serve("rpc-server", "--executor", "hybrid");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "123456789012345678901234567890123456789",
        "-0.5",
        "\"\"",
        "[1,[2,{\"a\":null}]]",
        "{\"b\":1,\"a\":2}",
        "\"\\u00e9\\ud83d\\ude00\\u001b\""
      })
  void echoGivesAnyValueBackUnchanged(String json) {
    for (String method : new String[] {"echo", "echo_async"}) {
      Result result =
          session.run("call", "--method", method, "--args", "{\"value\": " + json + "}");
      assertThat(result.out().trim()).isEqualToIgnoringCase(json);
      assertThat(result.code()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 3",
    "99999999999999999999999999, 1, 100000000000000000000000000",
    "0.1, 0.2, 0.3",
    "-5, 0.25, -4.75"
  })
  void addIsExact(String a, String b, String sum) {
    String args = "{\"a\": " + a + ", \"b\": " + b + "}";
    assertThat(session.run("call", "--method", "add", "--args", args).out().trim()).isEqualTo(sum);
    assertThat(session.run("call", "--method", "add_async", "--args", args).out().trim())
        .isEqualTo(sum);
  }

  @Test
  void aSumThatWouldTakeAllMemoryIsRefused() {
    Result result =
        session.run("call", "--method", "add", "--args", "{\"a\": 1e999999999, \"b\": 1}");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("ArithmeticException: ");
  }

  @Test
  void aRemoteErrorIsOneLineAndExitCodeOne() {
    Result result =
        session.run(
            "call",
            "--method",
            "fail",
            "--args",
            "{\"kind\": \"IOException\", \"message\": \"a\\nb\"}");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("IOException: a\\u000ab" + System.lineSeparator());
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aRemoteErrorAsJsonIsOnStandardOutput() {
    Result result =
        session.run(
            "call",
            "--json",
            "--method",
            "fail_async",
            "--args",
            "{\"kind\": \"StackOverflowError\", \"message\": \"deep\"}");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().trim())
        .isEqualTo("{\"error\":{\"type\":\"StackOverflowError\",\"message\":\"deep\"}}");
  }

  @Test
  void anUnknownKindOfFailureListsTheKnownOnes() {
    Result result =
        session.run(
            "call", "--method", "fail", "--args", "{\"kind\": \"Oops\", \"message\": \"\"}");
    assertThat(result.err())
        .startsWith("IllegalArgumentException: There is no kind 'Oops'. Kinds: ")
        .contains("IOException", "StackOverflowError");
  }

  @Test
  void verboseShowsTheRemoteTrace() {
    Result result =
        session.run(
            "call",
            "-v",
            "--method",
            "fail",
            "--args",
            "{\"kind\": \"Error\", \"message\": \"x\"}");
    assertThat(result.err().lines().toList()).containsExactly("Error: x", "  java.lang.Error: x");
  }

  @Test
  void anUnknownMethodIsARemoteErrorNamedAsInPython() {
    Result result = session.run("call", "--method", "nope");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "NoSuchMethod: Endpoint does not support RPC method nope" + System.lineSeparator());
  }

  @Test
  void aVersionNobodyServesIsARemoteError() {
    Result result = session.run("call", "--method", "info", "--version", "2.0");
    assertThat(result.err()).startsWith("UnsupportedVersion: ");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void aTimeoutIsExitCodeThree() {
    Result result =
        session.run("call", "--timeout", "0.8", "--method", "sleep", "--args", "{\"seconds\": 2}");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).startsWith("MessagingTimeoutException: ").hasLineCount(1);
  }

  @Test
  void sleepingTakesTheTime() {
    Result result = session.run("call", "--method", "sleep", "--args", "{\"seconds\": 0.01}");
    assertThat(result.out().trim()).isEqualTo("\"slept\"");
  }

  @Test
  void whatNobodyServesIsExitCodeFour() {
    Result result = session.run("call", "--topic", "nowhere", "--method", "info");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err()).startsWith("UndeliverableException: ").hasLineCount(1);
  }

  @Test
  void theExchangeIsPartOfTheAddress() {
    assertThat(session.run("call", "--exchange", "other", "--method", "where").code()).isEqualTo(4);
  }

  @Test
  void theContextArrives() {
    Result result =
        session.run(
            "call",
            "--method",
            "whoami",
            "--context",
            "{\"user\": \"é\", \"n\": 12345678901234567890}");
    assertThat(result.out().trim())
        .isEqualToIgnoringCase("{\"user\":\"\\u00e9\",\"n\":12345678901234567890}");
  }

  @Test
  void whereTellsTheKindOfThread() {
    assertThat(session.run("call", "--method", "where").out()).contains("\"thread\":\"virtual\"");
    assertThat(session.run("call", "--method", "where_async").out())
        .contains("\"thread\":\"loop\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{", "{\"a\":1} x", "1", ""})
  void argumentsThatAreNoObjectAreAUsageError(String args) {
    Result result = session.run("call", "--method", "echo", "--args", args);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("--args is to be a JSON object").hasLineCount(2);
  }

  @Test
  void aMissingMethodIsAUsageError() {
    Result result = session.run("call");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("Missing required option: '--method=METHOD'");
  }

  @Test
  void argumentsCanComeFromAFileOrStandardInput(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("args.json"), "{\"value\": 7}");
    assertThat(session.run("call", "--method", "echo", "--args", "@" + file).out().trim())
        .isEqualTo("7");
    Session other = new Session("{\"value\": 8}");
    try (Running ignored = other.serve("rpc-server")) {
      assertThat(other.run("call", "--method", "echo", "--args", "-").out().trim()).isEqualTo("8");
    }
  }

  @Test
  void aCastPrintsNothingAndArrivesOnce() {
    Result result = session.run("cast", "--method", "info", "--args", "{\"message\": \"m\"}");
    assertThat(result).isEqualTo(new Result(0, "", ""));
    assertThat(session.run("cast", "--topic", "nowhere", "--method", "info").code()).isEqualTo(4);
    assertThat(session.run("cast", "--topic", "nowhere", "--fanout", "--method", "info").code())
        .isZero();
  }

  @Test
  void aServerEndsWithZeroAtASignal() throws Exception {
    Result result = server.signal();
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err().trim()).isEqualTo("ready");
  }

  @Test
  void aServerFinishesWhatItHasTakenBeforeItEnds() throws Exception {
    Running drained = session.serve("rpc-server", "--topic", "drained", "--executor", "blocking");
    Running call =
        session.begin(
            "call", "--topic", "drained", "--method", "sleep", "--args", "{\"seconds\": 0.5}");
    Awaitility.await().until(CallCommandTest::isSleeping);
    assertThat(drained.signal().code()).isZero();
    assertThat(call.end()).isEqualTo(new Result(0, "\"slept\"" + System.lineSeparator(), ""));
  }

  @Test
  void aServerThatCannotFinishInTimeEndsWithACodeOfItsOwn() throws Exception {
    Running stuck =
        session.serve("rpc-server", "--topic", "stuck", "--executor", "blocking", "--drain", "0.1");
    Running call =
        session.begin(
            "call",
            "--topic",
            "stuck",
            "--method",
            "sleep",
            "--args",
            "{\"seconds\": 2}",
            "--timeout",
            "3");
    Awaitility.await().until(CallCommandTest::isSleeping);
    assertThat(stuck.signal().code()).isEqualTo(ExitCode.NOT_DRAINED);
    assertThat(call.end().code()).isEqualTo(ExitCode.TIMEOUT);
  }

  private static boolean isSleeping() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(
            frame ->
                frame.getClassName().equals(BlockingWorkbench.class.getName())
                    && frame.getMethodName().equals("sleep"));
  }

  @Test
  void aServerEndsAtItsLimit() throws Exception {
    try (Running limited = session.serve("rpc-server", "-l", "0.01", "--topic", "limited")) {
      assertThat(limited.end().code()).isZero();
    }
  }

  @Test
  void anAsyncServerServesTheAsynchronousMethodsAlone() throws Exception {
    try (Running ignored = session.serve("rpc-server", "--executor", "async", "--topic", "async")) {
      assertThat(session.run("call", "--topic", "async", "--method", "where_async").out())
          .contains("\"loop\"");
      assertThat(session.run("call", "--topic", "async", "--method", "where").err())
          .startsWith("NoSuchMethod");
    }
  }

  @Test
  void aServerIsReachedByItsName() throws Exception {
    try (Running ignored = session.serve("rpc-server", "--server", "seven")) {
      assertThat(session.run("call", "--server", "seven", "--method", "where").code()).isZero();
      assertThat(session.run("call", "--server", "eight", "--method", "where").code()).isEqualTo(4);
    }
  }

  @Test
  void anUnknownExecutorIsAConfigurationError() {
    Result result = session.run("rpc-server", "--executor", "quick");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("ProviderException: There is no executor 'quick'")
        .contains("async, blocking, hybrid")
        .hasLineCount(1);
  }
}
