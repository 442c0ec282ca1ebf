package dev.fjord.cli.stub;

import dev.fjord.Escaped;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Dispatcher;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Style;
import java.util.List;
import java.util.function.Consumer;

/** Finds the answer to a request. Thread-safe. */
final class StubDispatcher implements Dispatcher {
  private static final JsonText NO_ARGUMENTS = JsonText.of("{}");

  private final Answers answers;
  private final StubInterface served;
  private final JsonCodec codec;
  private final Consumer<StubRequest> journal;

  StubDispatcher(
      Answers answers, StubInterface served, JsonCodec codec, Consumer<StubRequest> journal) {
    this.answers = answers;
    this.served = served;
    this.codec = codec;
    this.journal = journal;
  }

  @Override
  public List<EndpointMethod> methods() {
    return answers.methods().stream().map(StubDispatcher::described).toList();
  }

  @Override
  public Invocation resolve(IncomingMessage message) {
    Payload payload = message.payload();
    String method = text(payload, "method", "");
    StubRequest request =
        new StubRequest(method, payload.field("args").orElse(NO_ARGUMENTS), message.context());
    return new StubInvocation(
        described(method), message, reply(payload, method), () -> journal.accept(request));
  }

  private Reply reply(Payload payload, String method) {
    String version = text(payload, "version", "1.0");
    if (served.serves(text(payload, "namespace", ""), version)) {
      return answers.to(method);
    }
    return new Reply.Failed(
        RemoteFailure.of(
            "UnsupportedVersion",
            "oslo_messaging.rpc.dispatcher",
            "Endpoint does not support RPC version "
                + Escaped.text(version)
                + ". Attempted method: "
                + Escaped.text(method)));
  }

  private String text(Payload payload, String name, String absent) {
    return payload
        .field(name)
        .filter(value -> !value.isNull())
        .map(value -> codec.readString(value).orElseGet(value::asString))
        .orElse(absent);
  }

  /** On a loop, so that requests are written down in the order in which they came. */
  private static EndpointMethod described(String method) {
    return new EndpointMethod(method, "stub." + Escaped.text(method), Style.ASYNC);
  }
}
