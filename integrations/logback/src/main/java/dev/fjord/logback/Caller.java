package dev.fjord.logback;

import ch.qos.logback.classic.spi.CallerData;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Where a record was logged. */
enum Caller {
  /** Looked up in the stack of the thread that logs, which costs some of its time. */
  LOOKED_UP {
    @Override
    StackTraceElement of(ILoggingEvent event) {
      StackTraceElement[] stack = event.getCallerData();
      return stack == null || stack.length == 0 ? CallerData.naInstance() : stack[0];
    }
  },
  /** Not asked for. */
  UNKNOWN {
    @Override
    StackTraceElement of(ILoggingEvent event) {
      return CallerData.naInstance();
    }
  };

  abstract StackTraceElement of(ILoggingEvent event);
}
