package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.spi.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.codec.EncodingCodes;
import org.jspecify.annotations.Nullable;

/** Bytes of a message's sections while they are written. Confined to one thread. */
final class SectionWriter {
  private static final int MOST_IN_ONE_BYTE = 255;

  private byte[] bytes;
  private int length;

  SectionWriter(int expected) {
    bytes = new byte[expected];
  }

  /** Begins a section; its value follows. */
  SectionWriter section(int descriptor) {
    return one(0).one(EncodingCodes.SMALLULONG).one(descriptor);
  }

  /** Begins a section that is a list, of which {@code fields} holds the items. */
  SectionWriter listSection(int descriptor, int count, SectionWriter fields) {
    section(descriptor);
    // The size counts the byte, or the four bytes, that the count takes.
    if (fields.length + 1 <= MOST_IN_ONE_BYTE) {
      one(EncodingCodes.LIST8).one(fields.length + 1).one(count);
    } else {
      one(EncodingCodes.LIST32).four(fields.length + 4).four(count);
    }
    return many(fields.bytes, 0, fields.length);
  }

  SectionWriter nothing() {
    return one(EncodingCodes.NULL);
  }

  SectionWriter yes() {
    return one(EncodingCodes.BOOLEAN_TRUE);
  }

  SectionWriter uint(long value) {
    return one(EncodingCodes.UINT).four((int) value);
  }

  SectionWriter string(@Nullable String text) {
    if (text == null) {
      return nothing();
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return sized(EncodingCodes.STR8, EncodingCodes.STR32, utf8, 0, utf8.length);
  }

  /** A string whose bytes are there already. */
  SectionWriter string(JsonText text) {
    return sized(
        EncodingCodes.STR8, EncodingCodes.STR32, text.array(), text.offset(), text.length());
  }

  /** A message's id, which may have one of four types. */
  SectionWriter id(@Nullable Object id) {
    if (id == null) {
      return nothing();
    }
    return switch (id) {
      case UnsignedLong number -> one(EncodingCodes.ULONG).eight(number.longValue());
      case UUID uuid ->
          one(EncodingCodes.UUID)
              .eight(uuid.getMostSignificantBits())
              .eight(uuid.getLeastSignificantBits());
      case Binary binary ->
          sized(
              EncodingCodes.VBIN8,
              EncodingCodes.VBIN32,
              binary.getArray(),
              binary.getArrayOffset(),
              binary.getLength());
      default -> string(id.toString());
    };
  }

  byte[] toByteArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private SectionWriter sized(int shortCode, int longCode, byte[] source, int offset, int count) {
    if (count <= MOST_IN_ONE_BYTE) {
      one(shortCode).one(count);
    } else {
      one(longCode).four(count);
    }
    return many(source, offset, count);
  }

  private SectionWriter one(int b) {
    room(1);
    bytes[length++] = (byte) b;
    return this;
  }

  private SectionWriter four(int value) {
    return one(value >> 24).one(value >> 16).one(value >> 8).one(value);
  }

  private SectionWriter eight(long value) {
    return four((int) (value >> 32)).four((int) value);
  }

  private SectionWriter many(byte[] source, int offset, int count) {
    room(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    return this;
  }

  private void room(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
