package dev.fjord.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.cli.command.Session.Result;
import dev.fjord.cli.command.Session.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
  private final Session session = new Session();
  @TempDir private Path directory;

  @Test
  void answersComeFromTheFileAndRequestsAreWrittenDown() throws Exception {
    Path answers =
        answers("{\"cpus\": {\"result\": {\"n\": 1.10}}, \"resize\": {\"error\": \"no room\"}}");
    Running server =
        session.serve(
            "serve", "--answers", answers.toString(), "--namespace", "vm", "--version", "1.4");

    Result cpus =
        session.run(
            "call",
            "--namespace",
            "vm",
            "--version",
            "1.3",
            "--method",
            "cpus",
            "--args",
            "{\"big\": 1e400, \"x\": [\"é\"]}",
            "--context",
            "{\"user\": \"u1\"}");
    assertThat(cpus).isEqualTo(new Result(0, "{\"n\": 1.10}" + System.lineSeparator(), ""));

    Result resize = session.run("call", "--namespace", "vm", "--method", "resize");
    assertThat(resize.code()).isEqualTo(1);
    assertThat(resize.err().trim()).isEqualTo("RuntimeException: no room");

    assertThat(session.run("call", "--namespace", "vm", "--method", "no").err())
        .startsWith("NoSuchMethod: ");
    assertThat(
            session.run("call", "--namespace", "vm", "--version", "1.5", "--method", "cpus").err())
        .startsWith("UnsupportedVersion: ");
    assertThat(session.run("call", "--method", "cpus").err()).startsWith("UnsupportedVersion: ");
    assertThat(session.run("cast", "--namespace", "vm", "--method", "cpus").code()).isZero();

    Result served = server.signal();
    assertThat(served.code()).isZero();
    assertThat(served.err().trim()).isEqualTo("ready");
    assertThat(served.lines()).hasSize(6);
    assertThat(served.lines().get(0))
        .isEqualTo(
            "{\"method\":\"cpus\",\"args\":{\"big\":1e400,\"x\":[\"é\"]},"
                + "\"context\":{\"user\":\"u1\"}}");
    assertThat(served.lines().get(1))
        .isEqualTo("{\"method\":\"resize\",\"args\":{},\"context\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"m\": 1}",
        "{\"m\": {}}",
        "{\"m\": {\"result\": 1, \"error\": \"x\"}}",
        "{\"m\": {\"error\": 5}}",
        "not json"
      })
  void answersThatCannotBeUsedAreAUsageError(String content) throws IOException {
    Result result = session.run("serve", "--answers", answers(content).toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("--answers ").hasLineCount(2);
  }

  @Test
  void aMissingFileIsAUsageError() {
    Result result = session.run("serve", "--answers", directory.resolve("none").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("cannot be read");
  }

  @Test
  void aVersionThatIsNoneIsAUsageError() throws IOException {
    Result result = session.run("serve", "--version", "one", "--answers", answers("{}").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("--version: ");
  }

  private Path answers(String content) throws IOException {
    return Files.writeString(directory.resolve("answers.json"), content);
  }
}
