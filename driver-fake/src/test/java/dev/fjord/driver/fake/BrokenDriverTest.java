package dev.fjord.driver.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The contract finds what is broken in a driver, and only that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenDriverTest {
  private static final Pattern RULE = Pattern.compile("([lmdc]\\d)_.*");

  private final ContractRuns runs = new ContractRuns();

  static Stream<Arguments> brokenDrivers() {
    return Stream.of(
        Arguments.of(BrokenDriverContracts.HandsOverTwice.class, "l1"),
        Arguments.of(BrokenDriverContracts.IgnoresCredit.class, "l2"),
        Arguments.of(BrokenDriverContracts.GoesOnAfterStop.class, "l3"),
        Arguments.of(BrokenDriverContracts.AbandonsAtStop.class, "l3"),
        Arguments.of(BrokenDriverContracts.LosesAtStop.class, "l4"),
        Arguments.of(BrokenDriverContracts.LosesAtClose.class, "l4"),
        Arguments.of(BrokenDriverContracts.ForgetsRedelivery.class, "l4"),
        Arguments.of(BrokenDriverContracts.SettlesTwice.class, "m1"),
        Arguments.of(BrokenDriverContracts.RefusesUnwantedReplies.class, "m2"),
        Arguments.of(BrokenDriverContracts.ThrowsAfterClose.class, "m3"),
        Arguments.of(BrokenDriverContracts.BlocksItsCaller.class, "d1"),
        Arguments.of(BrokenDriverContracts.EndsTwice.class, "d2"),
        Arguments.of(BrokenDriverContracts.MixesRepliesUp.class, "d3"),
        Arguments.of(BrokenDriverContracts.PassesObjects.class, "d4"),
        Arguments.of(BrokenDriverContracts.KeepsCancellationsToItself.class, "d5"),
        Arguments.of(BrokenDriverContracts.HidesItsConnections.class, "c1"));
  }

  @BeforeAll
  void runAllContracts() {
    // Alone: the others run side by side, with classes that are loaded by then.
    run(Stream.of(BrokenDriverContracts.Unbroken.class));
    run(brokenDrivers().map(each -> (Class<?>) each.get()[0]));
  }

  private void run(Stream<Class<?>> contracts) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(contracts.map(each -> selectClass(each)).toList())
            // They wait much more than they work.
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "12")
            .build();
    LauncherFactory.create().execute(request, runs);
  }

  @Test
  void theSameDriverUnbrokenKeepsTheContract() {
    assertThat(runs.failuresOf(BrokenDriverContracts.Unbroken.class)).isEmpty();
    assertThat(runs.testsOf(BrokenDriverContracts.Unbroken.class)).isGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("brokenDrivers")
  void theContractFindsTheBrokenRuleAndNoOther(Class<?> contract, String rule) {
    Set<String> rules = new TreeSet<>();
    for (String test : runs.failuresOf(contract).keySet()) {
      Matcher numbered = RULE.matcher(test);
      if (numbered.matches()) {
        rules.add(numbered.group(1));
      }
    }
    assertThat(rules).as("rules broken, of %s", runs.failuresOf(contract)).containsExactly(rule);
  }
}
