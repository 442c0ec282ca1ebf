package dev.fjord.cli.demo;

import java.util.List;

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

  /** Whether everything was as it must be. */
  public boolean isOk() {
    return checks.stream().allMatch(Check::ok);
  }
}
