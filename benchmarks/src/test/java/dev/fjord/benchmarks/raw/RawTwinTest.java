package dev.fjord.benchmarks.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.codec.RequestCodec;
import dev.fjord.driver.amqp.rabbit.wire.MessageEncoder;
import dev.fjord.driver.amqp.rabbit.wire.ReplyEncoder;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RawTwinTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final Envelopes twin = new Envelopes();

  @Test
  void aRequestOfTheTwinIsFjordsByteForByte() {
    byte[] fjord =
        new MessageEncoder(json)
            .request(
                new OutgoingMessage(
                    new RequestCodec(json, json)
                        .write(Target.topic("t"), "echo", Map.of("text", "hello")),
                    MessageContext.empty()),
                new MessageEncoder.ReplyTo("id1", "reply_1", Optional.empty()),
                "unique1");

    assertThat(text(twin.request("hello", "id1", "reply_1", "unique1"))).isEqualTo(text(fjord));
  }

  @Test
  void aReplyOfTheTwinIsFjordsByteForByte() {
    byte[] fjord =
        new ReplyEncoder(json).last(new Reply.Result(json.write("hello")), "id1", "unique1");

    assertThat(text(twin.reply("hello", "id1", "unique1"))).isEqualTo(text(fjord));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
