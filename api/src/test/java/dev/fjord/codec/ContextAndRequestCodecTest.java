package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.spi.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextAndRequestCodecTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final ContextCodec contexts = new ContextCodec(json);
  private final RequestCodec requests = new RequestCodec(json, json);

  @Test
  void aContextReadsBackTheSame() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("user_id", "u1");
    values.put("roles", List.of("a", "b"));
    values.put("nested", Map.of("k", 1));
    values.put("none", null);
    values.put("weird \" key", 1.5);
    MessageContext context = MessageContext.of(values);
    JsonBuffer buffer = json.buffer().raw("{\"method\": \"m\"");
    contexts.writeFlattened(context, buffer);
    ContextCodec.Flattened reading = contexts.reading();

    var payload = json.readFields(buffer.raw("}").toJsonText());
    payload.names().forEach(name -> reading.take(name, payload.field(name).orElseThrow()));

    assertThat(payload.names()).startsWith("method", "_context_user_id", "_context_roles");
    assertThat(reading.toContext()).isEqualTo(context);
    assertThat(reading.toContext().asMap().keySet()).containsExactlyElementsOf(values.keySet());
  }

  @Test
  void onlyFieldsWithThePrefixBelongToIt() {
    ContextCodec.Flattened reading = contexts.reading();

    assertThat(reading.take("method", JsonText.of("1"))).isFalse();
    assertThat(reading.take("_contextual", JsonText.of("1"))).isFalse();
    assertThat(reading.toContext()).isSameAs(MessageContext.empty());
    assertThat(reading.take("_context_", JsonText.of("1"))).isTrue();
    assertThat(reading.toContext().get("")).contains(1);
  }

  @Test
  void theClientTimeoutThatPythonLeavesInIsDropped() {
    ContextCodec.Flattened reading = contexts.reading();

    assertThat(reading.take("_context_client_timeout", JsonText.of("4"))).isTrue();
    assertThat(reading.toContext()).isSameAs(MessageContext.empty());
  }

  @Test
  void aContextValueWithoutAJsonFormIsRefused() {
    assertThatThrownBy(
            () ->
                contexts.writeFlattened(
                    MessageContext.empty().with("a", new Object()), json.buffer()))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aRequestHasOslosKeysInOrder() {
    JsonText full =
        requests.write(Target.topic("t").namespace("ns").version("1.2"), "echo", Map.of("a", 1));
    JsonText least = requests.write(Target.topic("t"), "echo", Map.of());

    assertThat(full.asString())
        .isEqualTo(
            "{\"method\": \"echo\", \"args\": {\"a\":1}, \"namespace\": \"ns\", \"version\": \"1.2\"}");
    assertThat(least.asString()).isEqualTo("{\"method\": \"echo\", \"args\": {}}");
  }

  @Test
  void namesAreEscaped() {
    JsonText text = requests.write(Target.empty().namespace("\"é"), "a\"\n", Map.of());

    assertThat(json.readPlain(text))
        .isEqualTo(Map.of("method", "a\"\n", "args", Map.of(), "namespace", "\"é"));
  }

  @Test
  void argumentsPassThroughTheSerializer() {
    RequestCodec own =
        new RequestCodec(
            json,
            new dev.fjord.spi.Serializer() {
              @Override
              public void write(Object value, java.io.OutputStream out) {
                json.write(Map.of("wrapped", value), out);
              }

              @Override
              public Object read(JsonText text, java.lang.reflect.Type type) {
                throw new UnsupportedOperationException();
              }
            });

    assertThat(json.readPlain(own.write(Target.empty(), "m", Map.of("a", 1))))
        .isEqualTo(Map.of("method", "m", "args", Map.of("a", Map.of("wrapped", 1))));
  }

  @Test
  void aRequestTooLargeIsRefused() {
    JsonCodec small =
        JsonCodec.of(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, "2000"));

    assertThatThrownBy(
            () ->
                new RequestCodec(small, small)
                    .write(Target.empty(), "m", Map.of("a", List.of("x".repeat(3_000)))))
        .isInstanceOf(MessageTooLargeException.class);
  }
}
