package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.cli.stub.Answers;
import dev.fjord.cli.stub.StubInterface;
import dev.fjord.cli.stub.StubRequest;
import dev.fjord.cli.stub.StubServer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Serves methods from a file of answers. */
@Command(
    name = "serve",
    header = "Stands in for a server, with answers from a file.",
    description =
        "Stands in for a server: answers each method from a file and prints each request as a line "
            + "of JSON: method, args, context. Says 'ready' on standard error when requests can come. "
            + "Runs until the limit, SIGTERM or SIGINT.",
    footer = {
      "",
      "The file is a JSON object: {\"method\": {\"result\": any} or {\"error\": \"text\"}}",
      "",
      "Examples:",
      "  echo '{\"cpus\": {\"result\": 8}, \"resize\": {\"error\": \"no room\"}}' > answers.json",
      "  fjord serve --url rabbit://localhost --topic compute --version 1.4 --answers answers.json"
    })
final class ServeCommand extends BrokerCommand {
  @Option(
      names = "--answers",
      required = true,
      paramLabel = "FILE",
      description = "The file with the answers.")
  private Path answers = Path.of("");

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description = "The namespace that is served. Default: none.")
  private String namespace = "";

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The version that is served, major.minor. Default: ${DEFAULT-VALUE}.")
  private String version = "1.0";

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "Ends after so long, in s. Default: no end.")
  private @Nullable Duration limit;

  ServeCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  int run() throws ExecutionException {
    FjordConfig config = broker().config();
    StubInterface served = served();
    Answers read = read(config);
    try (Transport transport = open(config);
        StubServer server =
            StubServer.start(
                transport,
                broker().served(),
                served,
                read,
                request -> print(transport.codec(), request))) {
      ready();
      await(transport, new CompletableFuture<>(), limit);
      server.stop();
    }
    return ExitCode.OK;
  }

  private StubInterface served() {
    try {
      return new StubInterface(namespace, version);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), "--version: " + e.getMessage(), e);
    }
  }

  private Answers read(FjordConfig config) {
    JsonSource source = json(config);
    try {
      return Answers.read(source.file("--answers", answers), JsonCodec.of(config));
    } catch (FjordException e) {
      throw source.unusable("--answers", answers + ": " + e.getMessage(), e);
    }
  }

  private void print(JsonCodec codec, StubRequest request) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("method", request.method());
    line.put("args", request.args());
    line.put("context", request.context().asMap());
    printJson(codec, line);
  }
}
