package dev.fjord.driver.amqp.rabbit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What oslo.messaging sent, read and written again: the same but for the text of escapes. */
class CapturedMessagesTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final MessageEncoder encoder = new MessageEncoder(json);
  private final MessageDecoder decoder = new MessageDecoder(json);
  private final ReplyEncoder replies = new ReplyEncoder(json);

  @ParameterizedTest
  @ValueSource(strings = {"call", "call-monitored"})
  void aRequestComesBackAsItWas(String name) {
    byte[] captured = captured(name);
    ReceivedMessage message = decoder.message(captured);
    Object timeout = json.readPlain(message.wire().timeout());
    MessageEncoder.ReplyTo replyTo =
        new MessageEncoder.ReplyTo(
            message.wire().messageId(),
            message.wire().replyQueue(),
            Optional.ofNullable((Integer) timeout).map(Duration::ofSeconds));
    byte[] written = encoder.request(outgoing(message), replyTo, message.wire().uniqueId());
    assertThat(opened(written)).isEqualTo(opened(captured));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cast-context", "cast-server", "cast-fanout", "cast-plain", "notification"})
  void aOneWayMessageComesBackAsItWas(String name) {
    byte[] captured = captured(name);
    ReceivedMessage message = decoder.message(captured);
    assertThat(message.wire().expectsReply()).isFalse();
    byte[] written = encoder.oneWay(outgoing(message), message.wire().uniqueId());
    assertThat(opened(written)).isEqualTo(opened(captured));
  }

  @Test
  void aBareNotificationComesBackAsItWas() {
    byte[] captured = captured("notification-bare");
    ReceivedMessage message = decoder.message(captured);
    byte[] written = encoder.bare(outgoing(message), message.wire().uniqueId());
    assertThat(json.readPlain(JsonText.of(written)))
        .isEqualTo(json.readPlain(JsonText.of(captured)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reply", "reply-null", "reply-monitored", "error", "error-no-such-method"})
  void aReplyComesBackAsItWas(String name) {
    byte[] captured = captured(name);
    ReceivedReply received = decoder.reply(captured);
    assertThat(received.isEnding()).isTrue();
    Reply reply =
        received
            .failure()
            .<Reply>map(failure -> new Reply.Failed(new FailureCodec(json).read(failure)))
            .orElseGet(() -> new Reply.Result(received.result()));
    Map<Object, Object> before = opened(captured);
    byte[] written =
        replies.last(reply, received.messageId(), String.valueOf(before.get("_unique_id")));
    assertThat(withFailureOpened(opened(written))).isEqualTo(withFailureOpened(before));
  }

  @Test
  void aHeartbeatComesBackAsItWas() {
    byte[] captured = captured("heartbeat");
    ReceivedReply received = decoder.reply(captured);
    assertThat(received.isHeartbeat()).isTrue();
    Map<Object, Object> before = opened(captured);
    byte[] written =
        replies.heartbeat(received.messageId(), String.valueOf(before.get("_unique_id")));
    assertThat(opened(written)).isEqualTo(before);
  }

  @Test
  void theContextIsSetApart() {
    ReceivedMessage message = decoder.message(captured("call"));
    assertThat(message.fields().names()).containsExactly("method", "args", "namespace", "version");
    assertThat(message.context().get("user_id")).contains("u1");
    assertThat(message.context().get("nested")).contains(Map.of("k", 1));
    assertThat(message.context().asMap()).containsKey("none");
    assertThat(message.wire().messageId()).isEqualTo("ceab22298e4b48439062cc6ddf4909c4");
  }

  @Test
  void aFailureKeepsItsArguments() {
    RemoteFailure failure =
        new FailureCodec(json).read(decoder.reply(captured("error")).failure().orElseThrow());
    assertThat(failure.type()).isEqualTo("MyErr");
    assertThat(failure.module()).isEqualTo("myapp.exc");
    assertThat(failure.kwargs()).isEqualTo(Map.of("a", 1, "b", "x"));
  }

  private OutgoingMessage outgoing(ReceivedMessage message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    message.fields().forEach((name, value) -> fields.put(name, json.readPlain(value)));
    return new OutgoingMessage(json.write(fields), MessageContext.of(message.context().asMap()));
  }

  private Map<Object, Object> opened(byte[] body) {
    Map<Object, Object> outer = map(JsonText.of(body));
    assertThat(outer.keySet()).containsExactly("oslo.version", "oslo.message");
    assertThat(outer.get("oslo.version")).isEqualTo("2.0");
    return map(JsonText.of(String.valueOf(outer.get("oslo.message"))));
  }

  private Map<Object, Object> withFailureOpened(Map<Object, Object> reply) {
    Map<Object, Object> opened = new LinkedHashMap<>(reply);
    if (reply.get("failure") instanceof String text) {
      opened.put("failure", map(JsonText.of(text)));
    }
    return opened;
  }

  private Map<Object, Object> map(JsonText text) {
    return new LinkedHashMap<>((Map<?, ?>) json.readPlain(text));
  }

  private static byte[] captured(String name) {
    try (InputStream in =
        CapturedMessagesTest.class.getResourceAsStream("/captured/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
