package dev.fjord.interop.leftovers;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * The buffers that were dropped without being released, as Netty reports them: when one more is
 * taken after the collector has found them.
 */
final class BufferLeaks extends AppenderBase<ILoggingEvent> {
  private final List<String> reports = new CopyOnWriteArrayList<>();

  /** Listens from now on, to reports of every buffer. */
  static BufferLeaks watched() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    BufferLeaks leaks = new BufferLeaks();
    leaks.start();
    ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(leaks);
    return leaks;
  }

  /** What was reported so far. */
  List<String> reports() {
    System.gc();
    ByteBufAllocator.DEFAULT.buffer(1).release();
    return List.copyOf(reports);
  }

  @Override
  protected void append(ILoggingEvent event) {
    reports.add(event.getFormattedMessage());
  }
}
