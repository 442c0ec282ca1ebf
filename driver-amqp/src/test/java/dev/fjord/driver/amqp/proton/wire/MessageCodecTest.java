package dev.fjord.driver.amqp.proton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;

/** Messages against the engine's own reader and writer. */
class MessageCodecTest {
  private static final String ID = "649fc41f4af142eeaf91a34857b220c7";
  private static final JsonText BODY = JsonText.of("{\"request\": {}, \"context\": {}}");

  @Test
  void aCallHasTheBytesOfAPythonCaller() {
    byte[] call = MessageEncoder.encode(Envelope.request(ID, "to", "from", 10_000), BODY);
    String hex = HexFormat.of().formatHex(call);
    assertThat(hex).startsWith("005370c0080340407000002710" + "005373c0").contains("005377a1");
  }

  @Test
  void theEngineReadsWhatIsWritten() {
    Message call = proton(MessageEncoder.encode(Envelope.request(ID, "to", "from", 10_000), BODY));
    assertThat(call.getMessageId()).isEqualTo(ID);
    assertThat(call.getAddress()).isEqualTo("to");
    assertThat(call.getReplyTo()).isEqualTo("from");
    assertThat(call.getTtl()).isEqualTo(10_000);
    assertThat(call.getExpiryTime()).isZero();
    assertThat(((AmqpValue) call.getBody()).getValue()).isEqualTo(BODY.asString());
    assertThat(call.isDurable()).isFalse();
  }

  @Test
  void aCastHasNothingButItsAddress() {
    Message cast = proton(MessageEncoder.encode(Envelope.oneWay("to"), BODY));
    assertThat(cast.getHeader()).isNull();
    assertThat(cast.getMessageId()).isNull();
    assertThat(cast.getReplyTo()).isNull();
    assertThat(cast.getCorrelationId()).isNull();
  }

  @Test
  void theBrokerIsToldToKeepWhatIsDurable() {
    Message kept = proton(MessageEncoder.encode(Envelope.oneWay("to", Durability.DURABLE), BODY));
    assertThat(kept.isDurable()).isTrue();
    assertThat(kept.getTtl()).isZero();
    Envelope brief = Envelope.oneWay("to", Durability.DURABLE).within(5);
    assertThat(proton(MessageEncoder.encode(brief, BODY)).isDurable()).isTrue();
    assertThat(proton(MessageEncoder.encode(brief, BODY)).getTtl()).isEqualTo(5);
  }

  @Test
  void aHeartbeatHasNoBody() {
    Message heartbeat = proton(MessageEncoder.encode(Envelope.answer(ID, "to", 3_000), null));
    assertThat(heartbeat.getBody()).isNull();
    assertThat(heartbeat.getCorrelationId()).isEqualTo(ID);
    assertThat(heartbeat.getTtl()).isEqualTo(3_000);
  }

  @Test
  void anIdGoesBackInTheTypeThatItCameIn() {
    byte[] bytes = {1, 2, 3};
    for (Object id :
        new Object[] {
          "text", UnsignedLong.valueOf(-1L), new UUID(1, -2), new Binary(bytes), "x".repeat(300)
        }) {
      Message request = Message.Factory.create();
      request.setMessageId(id);
      request.setReplyTo("from");
      Envelope read = MessageDecoder.decode(encoded(request)).envelope();
      Message reply =
          proton(MessageEncoder.encode(Envelope.answer(read.messageId(), "to", -1), BODY));
      assertThat(reply.getCorrelationId()).isEqualTo(id);
    }
  }

  @Test
  void longTextsAndBodiesAreWrittenAndRead() {
    JsonText body = JsonText.of("\"" + "ü".repeat(100_000) + "\"");
    String address = "a".repeat(1_000);
    ReceivedMessage read =
        MessageDecoder.decode(MessageEncoder.encode(Envelope.oneWay(address), body));
    assertThat(read.envelope().to()).isEqualTo(address);
    assertThat(read.body().orElseThrow().asString()).isEqualTo(body.asString());
  }

  @Test
  void timeBeyondTheHeaderIsCut() {
    Envelope ages = Envelope.request(ID, "to", "from", Long.MAX_VALUE);
    assertThat(MessageDecoder.decode(MessageEncoder.encode(ages, BODY)).envelope().ttlMillis())
        .isEqualTo(0xffff_ffffL);
  }

  @Test
  void theExpiryTimeIsNotBelieved() {
    Message request = Message.Factory.create();
    request.setExpiryTime(new Date(2_791_000).getTime());
    request.setTtl(10_000);
    request.setBody(new AmqpValue("{}"));
    assertThat(MessageDecoder.decode(encoded(request)).envelope().ttlMillis()).isEqualTo(10_000);
  }

  @Test
  void sectionsOfOthersArePassedOver() {
    Message request = Message.Factory.create();
    request.setApplicationProperties(new ApplicationProperties(Map.of("a", "b")));
    request.setSubject("subject");
    request.setBody(new Data(new Binary("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    assertThat(MessageDecoder.decode(encoded(request)).body().orElseThrow().asString())
        .isEqualTo("{}");
  }

  @Test
  void aBodyOfAnotherTypeIsNoMessage() {
    for (Section body :
        new Section[] {new AmqpValue(Map.of("a", 1)), new AmqpValue(7), new AmqpValue(true)}) {
      Message request = Message.Factory.create();
      request.setBody(body);
      byte[] bytes = encoded(request);
      assertThatThrownBy(() -> MessageDecoder.decode(bytes))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  /** Built, the values would need a thousand times the memory of the message. */
  @Test
  void whatIsOfNoInterestIsNotBuilt() {
    ByteBuffer bomb = ByteBuffer.allocate(100_000);
    bomb.put(new byte[] {0x00, 0x53, 0x74, (byte) 0xd1}).putInt(100_000 - 8).putInt(16_000);
    while (bomb.remaining() > 16) {
      int rest = bomb.remaining() - 16;
      bomb.put(new byte[] {(byte) 0xa1, 0, (byte) 0xf0}).putInt(5).putInt(rest).put((byte) 0x41);
    }
    bomb.put(new byte[bomb.remaining()]);
    ReceivedMessage read = MessageDecoder.decode(bomb.array());
    assertThat(read.body()).isEmpty();
  }

  @Test
  void sectionsMayBeNamedInsteadOfNumbered() {
    byte[] name = "amqp:amqp-value:*".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] message =
        ByteBuffer.allocate(name.length + 7)
            .put(new byte[] {0x00, (byte) 0xa3, (byte) name.length})
            .put(name)
            .put(new byte[] {(byte) 0xa1, 2, '{', '}'})
            .array();
    assertThat(MessageDecoder.decode(message).body().orElseThrow().asString()).isEqualTo("{}");
  }

  /** A million of them are a test of their own, among those that take long. */
  @Test
  void whateverIsReadEndsInAMessageOrInTheOneException() {
    Random random = new Random(7);
    byte[] valid = MessageEncoder.encode(Envelope.request(ID, "to", "from", 10_000), BODY);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] mutated = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
      for (int k = random.nextInt(4); k >= 0; k--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      try {
        MessageDecoder.decode(mutated);
        read++;
      } catch (MalformedMessageException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isPositive();
  }

  private static Message proton(byte[] bytes) {
    Message message = Proton.message();
    message.decode(bytes, 0, bytes.length);
    return message;
  }

  private static byte[] encoded(Message message) {
    byte[] bytes = new byte[8_192];
    int length = message.encode(bytes, 0, bytes.length);
    return Arrays.copyOf(bytes, length);
  }
}
