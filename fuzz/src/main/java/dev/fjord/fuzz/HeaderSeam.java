package dev.fjord.fuzz;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQContentHeader;
import com.rabbitmq.client.impl.AMQImpl;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.rabbit.wire.MessageDecoder;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedReply;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The properties and headers of a message and a reply under them: read, or {@link
 * MalformedMessageException}. What the client cannot read ends its connection with an {@link
 * IOException} of its own.
 */
public final class HeaderSeam {
  private static final int LIMIT = 1 << 20;
  private static final JsonCodec JSON = JsonCodec.of(FjordConfig.defaults());
  private static final MessageDecoder DECODER = new MessageDecoder(JSON);
  private static final FailureCodec FAILURES = new FailureCodec(JSON);

  private HeaderSeam() {}

  /** Takes any bytes: the first is the length of the header, then header and body follow. */
  public static void fuzzerTestOneInput(byte[] input) {
    int length = input.length == 0 ? 0 : Math.min(input[0] & 0xff, input.length - 1);
    byte[] header = input.length == 0 ? input : Arrays.copyOfRange(input, 1, 1 + length);
    byte[] body = Arrays.copyOfRange(input, Math.min(input.length, 1 + length), input.length);
    AMQP.BasicProperties properties = properties(header);
    if (properties != null) {
      read(properties, body);
    }
    read(new AMQP.BasicProperties.Builder().contentType("application/json").build(), body);
  }

  private static AMQP.@org.jspecify.annotations.Nullable BasicProperties properties(byte[] header) {
    try {
      AMQContentHeader read =
          AMQImpl.readContentHeaderFrom(new DataInputStream(new ByteArrayInputStream(header)));
      return read instanceof AMQP.BasicProperties basic ? basic : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void read(AMQP.BasicProperties properties, byte[] body) {
    try {
      Seams.require(WireProperties.expiration(properties).orElse(0) >= 0);
      byte[] plain = WireProperties.plainBody(properties, body, LIMIT);
      Seams.require(plain.length <= LIMIT);
      ReceivedReply reply = DECODER.reply(plain);
      Seams.requireShort(reply);
      reply.failure().ifPresent(failure -> Seams.require(FAILURES.read(failure).type() != null));
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }
}
