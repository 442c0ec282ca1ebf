package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.RemoteFailure;
import dev.fjord.Target;
import dev.fjord.rpc.TypeRef;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that Python's oslo.messaging 14.0.3 put on the wire. */
class CapturedMessagesTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9, 10, 11, 12})
  void aRequestDecodesAndEncodesToEqualJson(int number) throws IOException {
    Payload message = inner(captured(number));
    ContextCodec contexts = new ContextCodec(json);
    ContextCodec.Flattened reading = contexts.reading();
    Map<String, Object> ofTheWire = new LinkedHashMap<>();
    for (String name : message.names()) {
      JsonText value = message.field(name).orElseThrow();
      if (!reading.take(name, value) && name.startsWith("_")) {
        ofTheWire.put(name, json.readPlain(value));
      }
    }
    MessageContext context = reading.toContext();
    @SuppressWarnings("unchecked")
    Map<String, Object> args =
        (Map<String, Object>)
            json.read(
                message.field("args").orElseThrow(), new TypeRef<Map<String, Object>>() {}.type());
    Target target = Target.empty();
    if (message.field("namespace").isPresent()) {
      target = target.namespace(text(message, "namespace"));
    }
    if (message.field("version").isPresent()) {
      target = target.version(text(message, "version"));
    }

    JsonBuffer again =
        json.buffer()
            .raw(new RequestCodec(json, json).write(target, text(message, "method"), args));
    again.dropLast(1);
    contexts.writeFlattened(context, again);
    ofTheWire.forEach(
        (name, value) -> again.raw(", ").quoted(name).raw(": ").raw(json.write(value)));

    assertThat(json.readPlain(again.raw("}").toJsonText()))
        .isEqualTo(json.readPlain(text(captured(number))));
    assertThat(context.asMap()).hasSize(number == 1 || number == 9 ? 5 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 6})
  void aReplyDecodesAndEncodesToEqualJson(int number) throws IOException {
    Payload reply = inner(captured(number));

    assertThat(reply.names())
        .containsExactly("result", "failure", "ending", "_msg_id", "_unique_id");
    assertThat(reply.field("failure").orElseThrow().isNull()).isTrue();
    JsonText result = reply.field("result").orElseThrow();
    assertThat(json.readPlain(json.write(json.readPlain(result))))
        .isEqualTo(json.readPlain(result));
    assertThat(reply.field("ending").orElseThrow().asString())
        .isEqualTo(number == 5 ? "false" : "true");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void aFailureDecodesAndEncodesToEqualJson(int number) throws IOException {
    JsonText text = JsonStrings.unescaped(inner(captured(number)).field("failure").orElseThrow());
    FailureCodec codec = new FailureCodec(json);

    RemoteFailure failure = codec.read(text);

    assertThat(json.readPlain(codec.write(failure))).isEqualTo(json.readPlain(text));
    if (number == 7) {
      assertThat(failure.type()).isEqualTo("MyErr");
      assertThat(failure.module()).isEqualTo("myapp.exc");
      assertThat(failure.message()).isEqualTo("default 1");
      assertThat(failure.kwargs().get("a")).isEqualTo(1);
      assertThat(failure.traceback()).hasSize(6).last().isEqualTo("myapp.exc.MyErr: default 1\n");
    } else {
      assertThat(failure.type()).isEqualTo("NoSuchMethod");
      assertThat(failure.module()).isEqualTo("oslo_messaging.rpc.dispatcher");
      assertThat(failure.message()).isEqualTo("Endpoint does not support RPC method nosuch");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 14})
  void aNotificationDecodes(int number) throws IOException {
    Payload notification =
        number == 13 ? json.readFields(captured(number)) : inner(captured(number));

    assertThat(notification.names())
        .startsWith("message_id", "publisher_id", "event_type", "priority", "payload", "timestamp");
    assertThat(text(notification, "publisher_id")).isEqualTo("compute.host1");
    assertThat(json.readPlain(notification.field("payload").orElseThrow()))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("instance_id", number - 1);
  }

  private Payload inner(JsonText body) {
    Payload envelope = json.readFields(body);
    assertThat(text(envelope, "oslo.version")).isEqualTo("2.0");
    return json.readFields(JsonStrings.unescaped(envelope.field("oslo.message").orElseThrow()));
  }

  private JsonText text(JsonText body) {
    return JsonStrings.unescaped(json.readFields(body).field("oslo.message").orElseThrow());
  }

  private String text(Payload payload, String name) {
    return json.readString(payload.field(name).orElseThrow()).orElseThrow();
  }

  private static JsonText captured(int number) throws IOException {
    String name = String.format("/captured/%02d.json", number);
    try (InputStream in = CapturedMessagesTest.class.getResourceAsStream(name)) {
      return JsonText.of(in.readAllBytes());
    }
  }
}
