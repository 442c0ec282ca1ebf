package dev.fjord.benchmarks.raw;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Unique ids of 32 hexadecimal digits: half of them random, half of them counted. Thread-safe. */
final class Ids {
  private final HexFormat hex = HexFormat.of();
  private final String head = hex.toHexDigits(new SecureRandom().nextLong());
  private final AtomicLong count = new AtomicLong();

  String next() {
    return head + hex.toHexDigits(count.incrementAndGet());
  }
}
