package dev.fjord.interop.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.proton.wire.BodyDecoder;
import dev.fjord.driver.amqp.proton.wire.MessageDecoder;
import dev.fjord.interop.faults.Figure;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged messages are either read or refused with one exception, and none of them costs more
 * memory than it is long. {@code bin/fuzz} does the same with a million of them.
 */
class MutatedMessagesTest {
  private static final int MESSAGES = Integer.getInteger("fjord.fuzz.messages", 50_000);
  private static final long SEED = Long.getLong("fjord.fuzz.seed", 20_261_122L);

  /** Beyond this there must be a reason in the length. */
  private static final long ANY_MESSAGE = 256 * 1024;

  private static final int FOR_EACH_BYTE = 64;
  private static final long HEAP_GROWTH = 4L << 20;

  private final BodyDecoder bodies = new BodyDecoder(JsonCodec.of(FjordConfig.defaults()));
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private int read;
  private int refused;
  private long most;

  @Test
  @Timeout(7_200)
  void eachIsReadOrRefusedWithTheOneException() {
    Mutations mutations = new Mutations(SEED);
    for (int i = 0; i < 1_000; i++) {
      decode(mutations.next());
    }
    long heap = usedHeap();
    long begin = System.nanoTime();
    for (int i = 0; i < MESSAGES; i++) {
      decodeAndMeasure(mutations.next());
    }
    long millis = (System.nanoTime() - begin) / 1_000_000;
    long growth = usedHeap() - heap;
    Figure.tell(
        "%d mutated messages in %d s: %d read, %d refused; heap %+d bytes; most for one message %d bytes; seed %d"
            .formatted(MESSAGES, millis / 1_000, read, refused, growth, most, SEED));
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
    assertThat(growth).isLessThan(HEAP_GROWTH);
  }

  private void decodeAndMeasure(byte[] message) {
    long limit = ANY_MESSAGE + (long) FOR_EACH_BYTE * message.length;
    long before = threads.getCurrentThreadAllocatedBytes();
    if (decode(message)) {
      read++;
    } else {
      refused++;
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (allocated >= limit) {
      // The first to take a path through the JDK pays for its classes; the second does not.
      before = threads.getCurrentThreadAllocatedBytes();
      decode(message);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    most = Math.max(most, allocated);
    assertThat(allocated)
        .as(() -> "bytes for " + HexFormat.of().formatHex(message))
        .isLessThan(limit);
  }

  /** Whether it can be read as a request. */
  private boolean decode(byte[] message) {
    boolean isRead = true;
    try {
      MessageDecoder.decode(message).body().ifPresent(bodies::request);
    } catch (MalformedMessageException e) {
      isRead = false;
    } catch (Throwable e) {
      throw new AssertionError("on " + HexFormat.of().formatHex(message), e);
    }
    try {
      MessageDecoder.decode(message).body().ifPresent(bodies::reply);
    } catch (MalformedMessageException e) {
      // As good an end as any.
    } catch (Throwable e) {
      throw new AssertionError("as a reply, on " + HexFormat.of().formatHex(message), e);
    }
    return isRead;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
