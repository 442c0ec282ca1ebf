package dev.fjord.cli.workbench;

import dev.fjord.Escaped;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each call, so that casts can be seen to arrive. Thread-safe. */
final class CallLog {
  private static final Logger LOG = LoggerFactory.getLogger("workbench");

  void note(String method, @Nullable Object... arguments) {
    if (LOG.isInfoEnabled()) {
      LOG.info("{} {}", method, Escaped.text(Arrays.toString(arguments)));
    }
  }
}
