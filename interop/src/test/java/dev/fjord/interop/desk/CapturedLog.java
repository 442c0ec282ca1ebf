package dev.fjord.interop.desk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps the warnings of a package while a test class runs. */
public final class CapturedLog extends AppenderBase<ILoggingEvent>
    implements BeforeAllCallback, AfterAllCallback {
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Logger logger;

  /** Of the logger with this name, and those below it. */
  public CapturedLog(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
  }

  /** The warnings that contain a text. */
  public List<String> warningsOf(String text) {
    return warnings.stream().filter(warning -> warning.contains(text)).toList();
  }

  /** Forgets what was logged so far. */
  public void clear() {
    warnings.clear();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
    logger.addAppender(this);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    logger.detachAppender(this);
    stop();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      warnings.add(event.getFormattedMessage());
    }
  }
}
