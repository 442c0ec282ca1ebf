package dev.fjord.driver.amqp;

import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ids of 128 random bits in 32 hexadecimal digits, which nobody can guess: who knows a call's id
 * could answer it. Thread-safe; random bytes are drawn in blocks, since drawing is dear.
 *
 * @since 0.1.0
 */
public final class MessageIds {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final byte[] block = new byte[256 * BYTES];
  private int used = block.length;

  /** The next id. */
  @SuppressWarnings("deprecation") // the one constructor that makes a string of ASCII in one copy
  public String next() {
    byte[] text = new byte[2 * BYTES];
    lock.lock();
    try {
      if (used == block.length) {
        random.nextBytes(block);
        used = 0;
      }
      for (int i = 0; i < BYTES; i++) {
        byte b = block[used++];
        text[2 * i] = HEX[b >> 4 & 0xf];
        text[2 * i + 1] = HEX[b & 0xf];
      }
    } finally {
      lock.unlock();
    }
    return new String(text, 0);
  }
}
