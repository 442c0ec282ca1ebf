package dev.fjord.cli.workbench;

import dev.fjord.spi.EventLoop;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What kind of thread something runs on. */
public enum ThreadKind {
  /** A thread of the operating system that may block. */
  PLATFORM,
  /** A virtual thread, which may block. */
  VIRTUAL,
  /** An event loop, which must not block. */
  LOOP;

  /** The kind of the current thread. */
  public static ThreadKind current() {
    if (EventLoop.isCurrentThread()) {
      return LOOP;
    }
    return Thread.currentThread().isVirtual() ? VIRTUAL : PLATFORM;
  }

  /** The kind of the current thread and its name. */
  static Map<String, String> whereabouts() {
    Map<String, String> here = new LinkedHashMap<>();
    here.put("thread", current().key());
    here.put("name", Thread.currentThread().getName());
    return here;
  }

  /** The name that is shown: lower case. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
