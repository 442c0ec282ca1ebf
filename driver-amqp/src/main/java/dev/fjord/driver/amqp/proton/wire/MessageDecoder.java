package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.codec.EncodingCodes;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message's sections. The engine's decoder throws many types for what it cannot read; all
 * become {@link MalformedMessageException}. The expiry time is not looked at: Python peers write a
 * date in 1970. Confined to one thread.
 */
public final class MessageDecoder {
  private final DecoderImpl decoder = new DecoderImpl();

  /** With a decoder of its own. */
  public MessageDecoder() {
    AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
  }

  /**
   * Reads a message. What it returns shares the bytes.
   *
   * @throws MalformedMessageException if that is not possible, and nothing else
   */
  public ReceivedMessage decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      decoder.setByteBuffer(buffer);
      return read(bytes, buffer);
    } catch (MalformedMessageException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new MalformedMessageException(
          "It is not a message of AMQP 1.0 (" + e.getClass().getSimpleName() + ")", e);
    } finally {
      decoder.setByteBuffer(null);
    }
  }

  private ReceivedMessage read(byte[] bytes, ByteBuffer buffer) {
    Header header = null;
    Properties properties = null;
    JsonText body = null;
    boolean hasBody = false;
    while (buffer.hasRemaining()) {
      int descriptor = descriptor(buffer);
      if (descriptor == MessageEncoder.VALUE || descriptor == MessageEncoder.DATA) {
        if (hasBody) {
          throw new MalformedMessageException("It has more than one body");
        }
        hasBody = true;
        body = body(bytes, buffer);
        continue;
      }
      // Whatever else there is has nothing to say here, but must be readable.
      Object section = decoder.readObject();
      if (section instanceof Header read) {
        header = read;
      } else if (section instanceof Properties read) {
        properties = read;
      }
    }
    return new ReceivedMessage(envelope(header, properties), Optional.ofNullable(body));
  }

  /** Passes a descriptor that begins a body; other sections are left where they are. */
  private static int descriptor(ByteBuffer buffer) {
    int at = buffer.position();
    if (buffer.get(at) != EncodingCodes.DESCRIBED_TYPE_INDICATOR) {
      throw new MalformedMessageException("It has something that is no section");
    }
    long code;
    int end;
    switch (buffer.get(at + 1)) {
      case EncodingCodes.SMALLULONG -> {
        code = buffer.get(at + 2) & 0xff;
        end = at + 3;
      }
      case EncodingCodes.ULONG -> {
        code = buffer.getLong(at + 2);
        end = at + 10;
      }
      default -> {
        return -1;
      }
    }
    if (code == MessageEncoder.VALUE || code == MessageEncoder.DATA) {
      buffer.position(end);
      return (int) code;
    }
    return -1;
  }

  /** The bytes of a string, shared; null for null, which is what no body is, too. */
  private static @Nullable JsonText body(byte[] bytes, ByteBuffer buffer) {
    int length =
        switch (buffer.get()) {
          case EncodingCodes.STR8, EncodingCodes.VBIN8 -> buffer.get() & 0xff;
          case EncodingCodes.STR32, EncodingCodes.VBIN32 -> buffer.getInt();
          case EncodingCodes.NULL -> -1;
          default -> throw new MalformedMessageException("Its body is not a string");
        };
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > buffer.remaining()) {
      throw new MalformedMessageException("Its body is longer than the message");
    }
    JsonText body = JsonText.of(bytes, buffer.position(), length);
    buffer.position(buffer.position() + length);
    return body;
  }

  private static Envelope envelope(@Nullable Header header, @Nullable Properties properties) {
    UnsignedInteger ttl = header == null ? null : header.getTtl();
    long millis = ttl == null ? Envelope.FOR_EVER : ttl.longValue();
    return properties == null
        ? new Envelope(null, null, null, null, millis)
        : new Envelope(
            properties.getMessageId(),
            properties.getTo(),
            properties.getReplyTo(),
            properties.getCorrelationId(),
            millis);
  }
}
