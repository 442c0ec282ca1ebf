package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the contract against executors that each break a rule: that rule fails and no other. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutorContractTest {
  /** How long is waited for what will not happen. */
  static final Duration IMPATIENT = Duration.ofSeconds(2);

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final String PROVIDER = "tck.provider";
  private static final String PATIENCE = "tck.patience";

  /** Several at a time: they wait much more than they work. */
  private final ExecutorService runners = Executors.newFixedThreadPool(4);

  private Failures unbroken = new Failures();
  private final Map<Object, Future<Failures>> broken = new HashMap<>();

  @BeforeAll
  void beginWithTheBroken() {
    // Alone: the others run side by side, with classes that are loaded by then.
    unbroken = run(Case.class, SketchExecutorProvider.class, PATIENT);
    broken()
        .map(each -> each.get()[0])
        .forEach(
            provider ->
                broken.put(
                    provider,
                    runners.submit(
                        () ->
                            run(
                                Case.class,
                                ((Class<?>) provider).asSubclass(ExecutorProvider.class),
                                IMPATIENT))));
  }

  @AfterAll
  void endRunners() {
    runners.shutdownNow();
  }

  @Test
  void executorThatKeepsTheContractPassesAllOfIt() {
    assertThat(unbroken.names).isEmpty();
    assertThat(unbroken.passed).hasValueGreaterThan(35);
  }

  @ParameterizedTest(name = "{0} fails {1}")
  @MethodSource("broken")
  void ruleThatAnExecutorBreaksFailsAndNoOther(
      Class<? extends ExecutorProvider> provider, Set<String> rules) throws Exception {
    Failures failures = broken.get(provider).get();

    assertThat(failures.rules()).as("%s", failures.names).isEqualTo(rules);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(BrokenThreads.BlockingOnALoop.class, Set.of("x1")),
        Arguments.of(BrokenThreads.LoopWaitsForReply.class, Set.of("x2")),
        // What is stuck there is in the way of everything.
        Arguments.of(BrokenThreads.OneThreadForBothStyles.class, Set.of("x3", "x15")),
        Arguments.of(BrokenThreads.LeavesThreads.class, Set.of("x6")),
        Arguments.of(BrokenSlots.IgnoresDeadlines.class, Set.of("x4", "x15")),
        Arguments.of(BrokenSlots.RequestsTooMuch.class, Set.of("x7")),
        Arguments.of(BrokenSlots.LeaksSlotsOnFailure.class, Set.of("x7")),
        // A reply that is not waited for breaks the promise of await, too.
        Arguments.of(BrokenSlots.ForgetsReplies.class, Set.of("x6", "x7")),
        Arguments.of(BrokenSlots.DoesNotWaitForAcceptance.class, Set.of("x9")),
        Arguments.of(BrokenSlots.FinishesTwice.class, Set.of("x10")),
        Arguments.of(BrokenSlots.LeaksSlotsWhenFinishThrows.class, Set.of("x11")),
        Arguments.of(BrokenSlots.IgnoresWhatFollows.class, Set.of("x13")),
        Arguments.of(BrokenThreads.IgnoresLimits.class, Set.of("x15")),
        Arguments.of(BrokenThreads.TellsNothing.class, Set.of("x14")),
        Arguments.of(BrokenSlots.ChangesFailures.class, Set.of("p1")),
        Arguments.of(BrokenLifecycle.StopWaits.class, Set.of("x5")),
        Arguments.of(BrokenLifecycle.AwaitDoesNotWait.class, Set.of("x6")),
        Arguments.of(BrokenLifecycle.LosesMessagesAtStop.class, Set.of("x8")),
        Arguments.of(BrokenLifecycle.StartsTwice.class, Set.of("x12")));
  }

  @Test
  void executorThatTakesWhatItIsSaidToRefuseFails() {
    Failures failures = run(AsyncOnly.class, SketchExecutorProvider.class, IMPATIENT);

    assertThat(failures.rules()).as("%s", failures.names).containsExactly("x1", "x3", "x4", "x5");
  }

  @Test
  void executorThatHasLoopsAndIsSaidToHaveNoneFails() {
    Failures failures = run(WithoutLoops.class, SketchExecutorProvider.class, IMPATIENT);

    assertThat(failures.rules()).as("%s", failures.names).containsExactly("x1", "x6", "x8");
  }

  private static Failures run(
      Class<? extends Case> test, Class<? extends ExecutorProvider> provider, Duration patience) {
    Failures failures = new Failures();
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectClass(test))
                .configurationParameter(PROVIDER, provider.getName())
                .configurationParameter(PATIENCE, patience.toString())
                .build(),
            failures);
    return failures;
  }

  /** The contract as an author of an executor extends it. */
  @ExtendWith(Chosen.class)
  static class Case extends ExecutorContract {
    private final ExecutorProvider provider;
    private final Duration patience;

    Case(ExecutorProvider provider, Duration patience) {
      this.provider = provider;
      this.patience = patience;
    }

    @Override
    protected ExecutorProvider provider() {
      return provider;
    }

    @Override
    protected Duration patience() {
      return patience;
    }
  }

  static class AsyncOnly extends Case {
    AsyncOnly(ExecutorProvider provider, Duration patience) {
      super(provider, patience);
    }

    @Override
    public Set<Style> styles() {
      return EnumSet.of(Style.ASYNC);
    }
  }

  static class WithoutLoops extends Case {
    WithoutLoops(ExecutorProvider provider, Duration patience) {
      super(provider, patience);
    }

    @Override
    public boolean hasLoops() {
      return false;
    }
  }

  /** Gives a case the provider and the patience that its run was started with. */
  static final class Chosen implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      Class<?> type = parameter.getParameter().getType();
      return type == ExecutorProvider.class || type == Duration.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      if (parameter.getParameter().getType() == Duration.class) {
        return Duration.parse(context.getConfigurationParameter(PATIENCE).orElseThrow());
      }
      try {
        return Class.forName(context.getConfigurationParameter(PROVIDER).orElseThrow())
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Collects the tests that failed. */
  private static final class Failures implements TestExecutionListener {
    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final AtomicInteger passed = new AtomicInteger();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        names.add(test.getDisplayName() + result.getThrowable().map(t -> ": " + t).orElse(""));
      } else if (test.isTest()) {
        passed.incrementAndGet();
      }
    }

    Set<String> rules() {
      Set<String> rules = new TreeSet<>();
      names.forEach(name -> rules.add(name.substring(0, Math.max(0, name.indexOf('_')))));
      return rules;
    }
  }
}
