package dev.fjord.interop.rabbit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One side's way out of a proxy; frames are written whole and in order, unless they are cut. */
final class ProxyWay {
  static final long NEVER = Long.MAX_VALUE;

  private final OutputStream out;
  private final long most;
  private final ProxyWeather weather;
  private final Runnable reset;
  private long written;
  private @Nullable ExecutorService late;

  /** With the number of bytes after which it is cut. */
  ProxyWay(OutputStream out, long most, ProxyWeather weather, Runnable reset) {
    this.out = out;
    this.most = most;
    this.weather = weather;
    this.reset = reset;
  }

  /** Writes a frame now, or has it written when its time has come. */
  void write(AmqpFrame frame) throws IOException {
    write(frame.bytes());
  }

  /** Writes bytes now, or has them written when their time has come. */
  synchronized void write(byte[] bytes) throws IOException {
    Duration lateness = weather.lateness();
    if (lateness.isZero() && late == null) {
      writeNow(bytes);
      return;
    }
    if (late == null) {
      late = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    }
    long due = System.nanoTime() + lateness.toNanos();
    late.execute(() -> writeAt(due, bytes));
  }

  private void writeAt(long due, byte[] bytes) {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
    try {
      writeNow(bytes);
    } catch (IOException e) {
      reset.run();
    }
  }

  private void writeNow(byte[] bytes) throws IOException {
    weather.awaitVoice();
    int length = (int) Math.min(bytes.length, most - written);
    int step = weather.isSlicing() ? 1 : weather.piece(length);
    for (int begin = 0; begin < length; begin += step) {
      int count = Math.min(step, length - begin);
      weather.takeTimeFor(count);
      out.write(bytes, begin, count);
      out.flush();
    }
    written += length;
    if (written >= most) {
      throw new IOException("cut");
    }
  }
}
