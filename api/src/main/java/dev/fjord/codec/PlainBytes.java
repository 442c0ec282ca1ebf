package dev.fjord.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for the first byte that means something inside a JSON string, eight bytes at a time: nearly
 * all bytes of nearly all messages mean themselves.
 */
final class PlainBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long SPACES = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long DELETES = 0x7f * ONES;

  private PlainBytes() {}

  /** Where the first byte is that is not printable ASCII or is a quote or backslash, or the end. */
  static int end(byte[] bytes, int from, int end) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long odd = odd((long) LONGS.get(bytes, i));
      if (odd != 0) {
        return i + Long.numberOfTrailingZeros(odd) / Byte.SIZE;
      }
    }
    while (i < end && isPlain(bytes[i])) {
      i++;
    }
    return i;
  }

  /** The text of plain bytes, which the caller has found to be that. */
  @SuppressWarnings("deprecation") // the one constructor that makes a string of ASCII in one copy
  static String text(byte[] bytes, int from, int end) {
    return new String(bytes, 0, from, end - from);
  }

  /** Whether a character, or a byte as a number, is printable ASCII and no quote or backslash. */
  static boolean isPlain(int c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  /**
   * The high bit of each byte that is not plain. A borrow may set one above such a byte, never
   * below it, so the lowest is right.
   */
  private static long odd(long word) {
    return HIGHS
        & (word
            | (word - SPACES)
            | zeros(word ^ QUOTES)
            | zeros(word ^ BACKSLASHES)
            | zeros(word ^ DELETES));
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }
}
