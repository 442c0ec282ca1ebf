package dev.fjord.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes what is at least of its level to standard error. Thread-safe. */
final class StderrLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** What becomes of the stack trace of an event. */
  enum Traces {
    /** Only what was thrown is named. */
    LEFT_OUT,
    /** It follows the event's line. */
    WRITTEN
  }

  private final int least;
  private final Traces traces;

  StderrLogger(String name, int least, Traces traces) {
    this.name = name;
    this.least = least;
    this.traces = traces;
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    StringBuilder text =
        new StringBuilder(level.name()).append(' ').append(shortName()).append(": ");
    text.append(MessageFormatter.basicArrayFormat(pattern, arguments));
    if (thrown != null && traces == Traces.LEFT_OUT) {
      text.append(": ").append(String.valueOf(thrown).replaceAll("[\\r\\n]+", " "));
    }
    text.append(System.lineSeparator());
    if (thrown != null && traces == Traces.WRITTEN) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      text.append(trace);
    }
    // One write, so that the lines of several threads do not mix.
    System.err.print(text);
    System.err.flush();
  }

  private boolean isEnabled(Level level) {
    return level.toInt() >= least;
  }

  private String shortName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
