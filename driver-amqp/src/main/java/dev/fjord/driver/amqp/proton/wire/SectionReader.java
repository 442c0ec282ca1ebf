package dev.fjord.driver.amqp.proton.wire;

import dev.fjord.MalformedMessageException;
import dev.fjord.spi.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.codec.EncodingCodes;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a message's sections while they are read, front to back. What is of no interest is
 * passed over by its length and never built: a few bytes can claim to be very many values. Confined
 * to one thread. Throws {@link MalformedMessageException} and nothing else.
 */
final class SectionReader {
  /** The values of other widths say how long they are. */
  private static final int[] FIXED_WIDTHS = {0, 1, 2, 4, 8, 16};

  private static final int FIRST_FIXED = 4;
  private static final int DESCRIBED = 0;

  private final byte[] bytes;
  private int at;
  private int end;

  SectionReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Begins a section: its descriptor's code, or -1 for one that nobody knows. */
  int section() {
    if (one() != DESCRIBED) {
      throw new MalformedMessageException("It has something that is no section");
    }
    int code = one();
    return switch ((byte) code) {
      case EncodingCodes.SMALLULONG -> one();
      case EncodingCodes.ULONG -> {
        long descriptor = eight();
        yield descriptor >>> 8 == 0 ? (int) descriptor : -1;
      }
      case EncodingCodes.SYM8, EncodingCodes.SYM32 ->
          named(new String(taken(length(code)), StandardCharsets.US_ASCII));
      default -> throw new MalformedMessageException("A section has no descriptor");
    };
  }

  /** Begins a list; what is read until {@link #endList} are its items. */
  int beginList() {
    int code = one();
    if (code == (EncodingCodes.LIST0 & 0xff)) {
      end = at;
      return 0;
    }
    boolean isShort = code == (EncodingCodes.LIST8 & 0xff);
    if (!isShort && code != (EncodingCodes.LIST32 & 0xff)) {
      throw new MalformedMessageException("A section is not a list");
    }
    int size = length(code);
    need(size);
    end = at + size;
    return isShort ? one() : four();
  }

  /** Passes over what is left of a list. */
  void endList() {
    at = end;
    end = bytes.length;
  }

  /** Passes over a value, whatever it holds. */
  void skip() {
    // Each described value is two more, so no depth of them needs a stack.
    for (long values = 1; values > 0; values--) {
      int code = one();
      if (code == DESCRIBED) {
        values += 2;
      } else {
        int width = needed(width(code));
        at += width;
      }
    }
  }

  /** A number without a sign, or another one in its place. */
  long uint(long otherwise) {
    int code = one();
    return switch ((byte) code) {
      case EncodingCodes.NULL -> otherwise;
      case EncodingCodes.UINT0 -> 0;
      case EncodingCodes.SMALLUINT -> one();
      case EncodingCodes.UINT -> four() & 0xffff_ffffL;
      default -> throw unexpected(code);
    };
  }

  @Nullable String string() {
    int code = one();
    return switch ((byte) code) {
      case EncodingCodes.NULL -> null;
      case EncodingCodes.STR8, EncodingCodes.STR32 -> text(code);
      default -> throw unexpected(code);
    };
  }

  /** A message's id, which may have one of four types. */
  @Nullable Object id() {
    int code = one();
    return switch ((byte) code) {
      case EncodingCodes.NULL -> null;
      case EncodingCodes.STR8, EncodingCodes.STR32 -> text(code);
      case EncodingCodes.VBIN8, EncodingCodes.VBIN32 -> new Binary(taken(length(code)));
      case EncodingCodes.ULONG0 -> UnsignedLong.ZERO;
      case EncodingCodes.SMALLULONG -> UnsignedLong.valueOf(one());
      case EncodingCodes.ULONG -> UnsignedLong.valueOf(eight());
      case EncodingCodes.UUID -> new UUID(eight(), eight());
      default -> throw unexpected(code);
    };
  }

  /**
   * The bytes of a string or of binary data, shared; null for none: there are brokers that make
   * empty data of no body.
   */
  @Nullable JsonText body() {
    int code = one();
    return switch ((byte) code) {
      case EncodingCodes.NULL -> null;
      case EncodingCodes.STR8, EncodingCodes.STR32, EncodingCodes.VBIN8, EncodingCodes.VBIN32 -> {
        int length = needed(length(code));
        JsonText body = length == 0 ? null : JsonText.of(bytes, at, length);
        at += length;
        yield body;
      }
      default -> throw new MalformedMessageException("Its body is not a string");
    };
  }

  /** How many bytes of a value follow its code, and its length if it has one. */
  private int width(int code) {
    int category = code >> 4;
    if (category >= FIRST_FIXED && category < FIRST_FIXED + FIXED_WIDTHS.length) {
      return FIXED_WIDTHS[category - FIRST_FIXED];
    }
    return length(code);
  }

  /** The length that a value of varying length begins with. */
  private int length(int code) {
    return switch (code >> 4) {
      case 0xa, 0xc, 0xe -> one();
      case 0xb, 0xd, 0xf -> four();
      default -> throw unexpected(code);
    };
  }

  private String text(int code) {
    int length = needed(length(code));
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private byte[] taken(int length) {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int one() {
    need(1);
    return bytes[at++] & 0xff;
  }

  private int four() {
    need(Integer.BYTES);
    return one() << 24 | one() << 16 | one() << 8 | one();
  }

  private long eight() {
    return (long) four() << 32 | four() & 0xffff_ffffL;
  }

  private int needed(int count) {
    need(count);
    return count;
  }

  private void need(int count) {
    if (count < 0 || count > end - at) {
      throw new MalformedMessageException("It ends in the middle of a value");
    }
  }

  private static int named(String descriptor) {
    return switch (descriptor) {
      case "amqp:header:list" -> MessageEncoder.HEADER;
      case "amqp:properties:list" -> MessageEncoder.PROPERTIES;
      case "amqp:data:binary" -> MessageEncoder.DATA;
      case "amqp:amqp-sequence:list" -> MessageEncoder.SEQUENCE;
      case "amqp:amqp-value:*" -> MessageEncoder.VALUE;
      default -> -1;
    };
  }

  private static MalformedMessageException unexpected(int code) {
    return new MalformedMessageException(
        String.format(Locale.ROOT, "It has a value of type 0x%02x where that cannot be", code));
  }
}
