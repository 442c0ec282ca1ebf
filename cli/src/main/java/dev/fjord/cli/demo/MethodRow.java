package dev.fjord.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one method did.
 *
 * @param method its name
 * @param sent how it was reached: call, cast, fanout, notification
 * @param style blocking or async
 * @param thread the kind of thread it ran on
 * @param count how many messages
 * @param p50 the median time of a call in ms, null for what has no answer
 * @param p99 the time that 99 % of its calls did not exceed in ms, null for what has no answer
 * @param errors how many answers were wrong or missing
 */
public record MethodRow(
    String method,
    String sent,
    String style,
    String thread,
    long count,
    @Nullable Double p50,
    @Nullable Double p99,
    long errors) {

  Map<String, @Nullable Object> asData() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("method", method);
    data.put("sent", sent);
    data.put("style", style);
    data.put("thread", thread);
    data.put("count", count);
    data.put("p50_ms", p50);
    data.put("p99_ms", p99);
    data.put("errors", errors);
    return data;
  }
}
