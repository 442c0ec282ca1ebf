package dev.fjord.interop.fuzz;

import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.MessageEncoder;
import dev.fjord.spi.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;

/** Messages that were damaged, always the same ones for a seed. Confined to one thread. */
final class Mutations {
  private static final byte[] CODES = {
    0x00,
    0x40,
    0x41,
    0x42,
    0x43,
    0x44,
    0x45,
    0x50,
    0x53,
    0x54,
    0x56,
    0x60,
    0x70,
    0x71,
    0x73,
    0x77,
    (byte) 0x80,
    (byte) 0x83,
    (byte) 0x98,
    (byte) 0xa0,
    (byte) 0xa1,
    (byte) 0xa3,
    (byte) 0xb0,
    (byte) 0xb1,
    (byte) 0xb3,
    (byte) 0xc0,
    (byte) 0xc1,
    (byte) 0xd0,
    (byte) 0xd1,
    (byte) 0xe0,
    (byte) 0xf0,
    0x7f,
    (byte) 0xff
  };
  private static final int[] SIZES = {
    -1, 0, 1, 4, 255, 65_536, 1 << 24, 100_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE
  };

  private final List<byte[]> seeds = seeds();
  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** The next one; one in a hundred is whole. */
  byte[] next() {
    byte[] message = seeds.get(random.nextInt(seeds.size())).clone();
    if (random.nextInt(100) == 0) {
      return message;
    }
    for (int i = random.nextInt(4); i >= 0 && message.length > 0; i--) {
      message = mutated(message);
    }
    return message;
  }

  private byte[] mutated(byte[] message) {
    int at = random.nextInt(message.length);
    switch (random.nextInt(8)) {
      case 0 -> message[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> message[at] = (byte) random.nextInt();
      case 2 -> message[at] = CODES[random.nextInt(CODES.length)];
      case 3 -> {
        if (at + Integer.BYTES <= message.length) {
          ByteBuffer.wrap(message).putInt(at, SIZES[random.nextInt(SIZES.length)]);
        }
      }
      case 4 -> {
        return Arrays.copyOf(message, at);
      }
      case 5 -> {
        return joined(Arrays.copyOf(message, at), message);
      }
      case 6 -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length);
        return joined(Arrays.copyOf(message, at), Arrays.copyOfRange(other, from, other.length));
      }
      default -> Arrays.fill(message, at, Math.min(message.length, at + 8), (byte) 0);
    }
    return message;
  }

  /** What peers send, what they might send, and what only an enemy would. */
  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    JsonText request =
        JsonText.of(
            "{\"request\": {\"method\": \"echo\", \"args\": {\"a\": [1, 2.5, null, \"\\u00e9\"]},"
                + " \"namespace\": \"ns\", \"version\": \"1.1\"},"
                + " \"context\": {\"user_id\": \"u\", \"roles\": [\"a\"]}, \"call_monitor_timeout\": 3}");
    seeds.add(
        MessageEncoder.encode(
            Envelope.request("649fc41f4af142eeaf91a34857b220c7", "unicast.x.y", "temp/1", 10_000),
            request));
    seeds.add(MessageEncoder.encode(Envelope.answer("649f", "temp/1", 3_000), null));
    seeds.add(
        MessageEncoder.encode(
            Envelope.answer("649f", "temp/1", Envelope.FOR_EVER),
            JsonText.of("{\"response\": {\"kw\": {\"a\": 1}}}")));
    seeds.add(
        MessageEncoder.encode(
            Envelope.answer("649f", "temp/1", Envelope.FOR_EVER),
            JsonText.of(
                "{\"failure\": \"{\\\"class\\\": \\\"ValueError\\\", \\\"module\\\":"
                    + " \\\"builtins\\\", \\\"message\\\": \\\"x\\\", \\\"tb\\\": [],"
                    + " \\\"args\\\": [\\\"x\\\"], \\\"kwargs\\\": {}}\"}")));
    seeds.add(
        MessageEncoder.encode(
            Envelope.oneWay("unicast.openstack.notifications.info"),
            JsonText.of(
                "{\"request\": {\"oslo.version\": \"2.0\", \"oslo.message\":"
                    + " \"{\\\"event_type\\\": \\\"e\\\"}\"}, \"context\": {}}")));
    seeds.add(full(request));
    seeds.add(zeroWidthArray(100_000_000));
    seeds.add(arraysThatClaimTheRest(2_000));
    seeds.add(nestedLists(200));
    return seeds;
  }

  /** A message with every section. */
  private static byte[] full(JsonText request) {
    Message message = Proton.message();
    message.setMessageId(new Binary(new byte[] {1, 2, 3}));
    message.setCorrelationId(java.util.UUID.fromString("649fc41f-4af1-42ee-af91-a34857b220c7"));
    message.setReplyTo("temp/2");
    message.setTtl(10);
    message.setExpiryTime(1_675_000);
    message.setDeliveryAnnotations(new DeliveryAnnotations(symbols()));
    message.setMessageAnnotations(new MessageAnnotations(symbols()));
    message.setApplicationProperties(
        new ApplicationProperties(new HashMap<>(Map.of("k", "v", "n", 7L, "f", 2.5))));
    message.setFooter(new Footer(new HashMap<>(Map.of(Symbol.valueOf("x-f"), true))));
    message.setBody(new Data(new Binary(request.toString().getBytes(StandardCharsets.UTF_8))));
    return encoded(message);
  }

  private static Map<Symbol, Object> symbols() {
    return new HashMap<>(
        Map.of(
            Symbol.valueOf("x-list"),
            List.of(1, List.of("a"), Map.of("b", (byte) 1)),
            Symbol.valueOf("x-array"),
            new String[] {"one", "two"}));
  }

  /** Says that it holds very many elements of no length at all. */
  private static byte[] zeroWidthArray(int count) {
    return ByteBuffer.allocate(16)
        .put(new byte[] {0x00, 0x53, 0x72, (byte) 0xf0})
        .putInt(5)
        .putInt(count)
        .put((byte) 0x41)
        .array();
  }

  /** Each of them says that it holds as many elements as there are bytes behind it. */
  private static byte[] arraysThatClaimTheRest(int arrays) {
    ByteBuffer bomb = ByteBuffer.allocate(12 + arrays * 12);
    bomb.put(new byte[] {0x00, 0x53, 0x74, (byte) 0xd1});
    bomb.putInt(bomb.capacity() - 8).putInt(2 * arrays);
    while (bomb.hasRemaining()) {
      int rest = bomb.remaining() - 12;
      bomb.put(new byte[] {(byte) 0xa1, 0, (byte) 0xf0}).putInt(5).putInt(rest).put((byte) 0x41);
    }
    return bomb.array();
  }

  private static byte[] nestedLists(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      list = new ArrayList<>(List.of(list));
    }
    Message message = Proton.message();
    message.setBody(new AmqpValue(list));
    return encoded(message);
  }

  private static byte[] encoded(Message message) {
    byte[] bytes = new byte[16_384];
    return Arrays.copyOf(bytes, message.encode(bytes, 0, bytes.length));
  }

  private static byte[] joined(byte[] one, byte[] two) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(one.length + two.length);
    all.writeBytes(one);
    all.writeBytes(two);
    return all.toByteArray();
  }
}
