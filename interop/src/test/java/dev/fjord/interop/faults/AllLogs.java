package dev.fjord.interop.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged by anybody, down to TRACE, while it is open; and printed nowhere. */
final class AllLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<String> texts = new CopyOnWriteArrayList<>();

  AllLogs() {
    for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
      others.add(each.next());
    }
    others.forEach(root::detachAppender);
    start();
    root.addAppender(this);
    root.setLevel(Level.TRACE);
  }

  /** The messages of one package, as a line of the log would show them. */
  List<String> messagesOf(String logger) {
    return messages.stream().filter(line -> line.startsWith(logger)).toList();
  }

  /** Messages, names of threads and loggers, and stack traces. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
    others.forEach(root::addAppender);
    stop();
  }

  @Override
  protected void append(ILoggingEvent event) {
    messages.add(event.getLoggerName() + " " + event.getFormattedMessage());
    IThrowableProxy thrown = event.getThrowableProxy();
    texts.add(
        event.getThreadName()
            + " "
            + event.getLoggerName()
            + " "
            + event.getFormattedMessage()
            + (thrown == null ? "" : " " + ThrowableProxyUtil.asString(thrown)));
  }
}
