package dev.fjord.cli.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that was verified.
 *
 * @param what what was counted
 * @param expected how many there were to be
 * @param actual how many there were
 * @param ok whether all is as it must be
 */
public record Check(String what, long expected, long actual, boolean ok) {
  Map<String, Object> asData() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("what", what);
    data.put("expected", expected);
    data.put("actual", actual);
    data.put("ok", ok);
    return data;
  }
}
