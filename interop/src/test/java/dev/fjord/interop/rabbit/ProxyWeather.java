package dev.fjord.interop.rabbit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** What the network between the two sides of a proxy is like at the moment. Thread-safe. */
final class ProxyWeather {
  private static final long LOOK = Duration.ofMillis(5).toNanos();

  private volatile boolean isSlicing;
  private volatile boolean isHushed;
  private volatile Duration least = Duration.ZERO;
  private volatile Duration most = Duration.ZERO;
  private volatile int bytesPerSecond;

  void slice() {
    isSlicing = true;
  }

  void delay(Duration newLeast, Duration newMost) {
    least = newLeast;
    most = newMost;
  }

  void narrow(int newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  void hush() {
    isHushed = true;
  }

  void clear() {
    isHushed = false;
    bytesPerSecond = 0;
    delay(Duration.ZERO, Duration.ZERO);
  }

  boolean isSlicing() {
    return isSlicing;
  }

  /** How much later the next frame goes on. */
  Duration lateness() {
    long spread = most.minus(least).toNanos();
    return spread <= 0 ? least : least.plusNanos(ThreadLocalRandom.current().nextLong(spread));
  }

  /** How many bytes go on at a time: a twentieth of a second's worth, or all. */
  int piece(int length) {
    int limit = bytesPerSecond;
    return limit == 0 ? length : Math.min(length, Math.max(1, limit / 20));
  }

  /** Takes the time that so many bytes take. */
  void takeTimeFor(int bytes) {
    int limit = bytesPerSecond;
    if (limit > 0) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() * bytes / limit);
    }
  }

  /** Returns when the network speaks, or when a connection is closed from this side. */
  void awaitVoice(Socket connection) {
    while (isHushed && !connection.isClosed()) {
      LockSupport.parkNanos(LOOK);
    }
  }

  /** Returns when the network speaks. */
  void awaitVoice() throws IOException {
    while (isHushed) {
      LockSupport.parkNanos(LOOK);
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
    }
  }
}
