package dev.fjord.cli.command;

import dev.fjord.Target;
import dev.fjord.cli.json.RawJson;
import dev.fjord.codec.JsonCodec;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcRequest;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.transport.Transport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One request: its method, its arguments, and the interface they belong to. */
final class RequestOptions {
  @Option(names = "--method", required = true, paramLabel = "METHOD", description = "The method.")
  private String method = "";

  @Option(
      names = "--args",
      paramLabel = "JSON",
      description =
          "The arguments by name, as a JSON object; - reads it from standard input, @FILE from a "
              + "file. Numbers are passed on digit by digit. "
              + "Default: {}.")
  private String args = "{}";

  @Option(
      names = "--context",
      paramLabel = "JSON",
      description = "The context, as a JSON object, - or @FILE. Default: {}.")
  private String context = "{}";

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description = "The namespace of the method. Default: none.")
  private @Nullable String namespace;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The version of the interface, such as 1.0. Default: none, which means 1.0.")
  private @Nullable String version;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long it may take, in s; fractions allowed. "
              + "Default: rpc_response_timeout of the configuration, else 60.")
  private @Nullable Duration timeout;

  /** The arguments, read before anything is opened. */
  Payload arguments(JsonSource source) {
    return source.object("--args", args);
  }

  /** The request, ready to be sent. */
  RpcRequest prepare(Transport transport, Target to, Payload arguments, JsonSource source) {
    JsonCodec codec = transport.codec();
    Target target = namespace == null ? to : to.namespace(namespace);
    RpcClient client =
        RpcClient.of(transport, version == null ? target : target.version(version))
            .serializer(new RawJson(codec))
            .context(source.context("--context", context));
    if (timeout != null) {
      client = client.timeout(timeout);
    }
    RpcRequest request = client.request(method);
    for (String name : arguments.names()) {
      request.arg(name, arguments.field(name).orElse(JsonText.NULL));
    }
    return request;
  }
}
