package dev.fjord.cli.demo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo saw.
 *
 * @param executor the executor that decided the threads
 * @param url the broker
 * @param methods one row for each method
 * @param checks what was verified
 */
public record DemoReport(String executor, String url, List<MethodRow> methods, List<Check> checks) {
  /** Copies the lists. */
  public DemoReport {
    methods = List.copyOf(methods);
    checks = List.copyOf(checks);
  }

  /** The rows as plain data. */
  public List<Map<String, @Nullable Object>> methodsAsData() {
    return methods.stream().map(MethodRow::asData).toList();
  }

  /** The checks as plain data. */
  public List<Map<String, Object>> checksAsData() {
    return checks.stream().map(Check::asData).toList();
  }

  /** Whether everything was as it must be. */
  public boolean isOk() {
    return checks.stream().allMatch(Check::ok);
  }
}
