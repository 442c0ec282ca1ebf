package dev.fjord.interop.desk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Silences loggers in a test class that provokes what they would report. */
public final class ExpectedLogs implements BeforeAllCallback, AfterAllCallback {
  private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

  /** Of the classes or packages with these names. */
  public ExpectedLogs(String... names) {
    for (String name : names) {
      Logger logger = (Logger) LoggerFactory.getLogger(name);
      before.put(logger, logger.getLevel());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    before.keySet().forEach(logger -> logger.setLevel(Level.OFF));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    before.forEach(Logger::setLevel);
  }
}
