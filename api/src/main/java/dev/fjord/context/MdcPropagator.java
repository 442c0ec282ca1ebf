package dev.fjord.context;

import dev.fjord.MessageContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * SLF4J's MDC. While a message is worked on it holds what identifies the request in its context,
 * under the names that OpenStack's services use, and nothing of the thread's earlier work.
 * Thread-safe.
 */
final class MdcPropagator implements ContextPropagator {
  /** Never all of a context: it may hold secrets. */
  private static final List<String> KEYS =
      List.of("request_id", "global_request_id", "user_id", "project_id");

  static final Capture NOTHING = () -> entered(null);

  @Override
  public Capture received(MessageContext context) {
    if (context.asMap().isEmpty()) {
      return NOTHING;
    }
    Map<String, String> values = new HashMap<>();
    for (String key : KEYS) {
      context
          .get(key)
          .filter(String.class::isInstance)
          .ifPresent(value -> values.put(key, (String) value));
    }
    return values.isEmpty() ? NOTHING : () -> entered(values);
  }

  @Override
  public Capture capture() {
    Map<String, String> values = MDC.getCopyOfContextMap();
    return values == null || values.isEmpty() ? NOTHING : () -> entered(values);
  }

  private static Restore entered(@Nullable Map<String, String> values) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    set(values, before);
    return () -> set(before, MDC.getCopyOfContextMap());
  }

  private static void set(
      @Nullable Map<String, String> values, @Nullable Map<String, String> present) {
    if (values != null) {
      MDC.setContextMap(values);
    } else if (present != null) {
      MDC.clear();
    }
  }
}
