package dev.fjord.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.fjord.notify.Priority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** A log record as Python's logging has it. */
final class LogRecord {
  private LogRecord() {}

  /** The priority of the same name. */
  static Priority priority(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> Priority.ERROR;
      case Level.WARN_INT -> Priority.WARN;
      case Level.INFO_INT -> Priority.INFO;
      default -> Priority.DEBUG;
    };
  }

  /** The twelve fields, under the names and in the order of oslo.messaging's handler. */
  static Map<String, @Nullable Object> fields(ILoggingEvent event, Caller caller) {
    StackTraceElement at = caller.of(event);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", event.getLoggerName());
    fields.put("levelno", number(event.getLevel()));
    fields.put("levelname", name(event.getLevel()));
    fields.put("exc_info", thrown(event.getThrowableProxy()));
    fields.put("pathname", at.getFileName());
    fields.put("lineno", at.getLineNumber());
    fields.put("msg", event.getFormattedMessage());
    fields.put("funcName", at.getMethodName());
    fields.put("thread", Thread.currentThread().threadId());
    fields.put("processName", processName());
    fields.put("process", ProcessHandle.current().pid());
    fields.put("extra", extra(event));
    return fields;
  }

  /** The class, the text and the trace, as Python's triple has them. */
  private static @Nullable List<String> thrown(@Nullable IThrowableProxy thrown) {
    return thrown == null
        ? null
        : List.of(
            thrown.getClassName(),
            String.valueOf(thrown.getMessage()),
            ThrowableProxyUtil.asString(thrown));
  }

  private static @Nullable Map<String, @Nullable Object> extra(ILoggingEvent event) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(event.getMDCPropertyMap());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      // Whatever they are: a log record has to leave also if its values have no JSON.
      pairs.forEach(pair -> extra.put(pair.key, String.valueOf(pair.value)));
    }
    return extra.isEmpty() ? null : extra;
  }

  private static int number(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 40;
      case Level.WARN_INT -> 30;
      case Level.INFO_INT -> 20;
      case Level.DEBUG_INT -> 10;
      default -> 5;
    };
  }

  private static String name(Level level) {
    return level.toInt() == Level.WARN_INT ? "WARNING" : level.toString();
  }

  private static String processName() {
    String command = ProcessHandle.current().info().command().orElse("java");
    return command.substring(command.lastIndexOf('/') + 1);
  }
}
