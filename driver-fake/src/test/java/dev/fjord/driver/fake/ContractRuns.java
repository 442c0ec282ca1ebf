package dev.fjord.driver.fake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Which tests of which contract failed. */
final class ContractRuns implements TestExecutionListener {
  private final Map<String, Map<String, String>> failures = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> tests = new ConcurrentHashMap<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      tests.computeIfAbsent(method.getClassName(), key -> new AtomicInteger()).incrementAndGet();
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        failures
            .computeIfAbsent(method.getClassName(), key -> new ConcurrentSkipListMap<>())
            .put(
                method.getMethodName(),
                result.getThrowable().map(Throwable::toString).orElse(result.toString()));
      }
    }
  }

  /** The methods that failed, and why. */
  Map<String, String> failuresOf(Class<?> contract) {
    return failures.getOrDefault(contract.getName(), Map.of());
  }

  int testsOf(Class<?> contract) {
    AtomicInteger run = tests.get(contract.getName());
    return run == null ? 0 : run.get();
  }
}
