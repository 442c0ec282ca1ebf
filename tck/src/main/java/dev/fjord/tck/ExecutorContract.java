package dev.fjord.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutorProvider;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every executor must do. Extend it, return your provider, and run it as a JUnit test; extend
 * that test once more with a {@link #source} that is a {@link ScriptedBlockingDriver}.
 *
 * <p>The rules, by the number that each test's name begins with:
 *
 * <ul>
 *   <li>X1 a method that may block never runs on a loop; one that must not runs on a loop, if the
 *       executor has any; none runs on the thread that its message came from
 *   <li>X2 a reply that is stuck stops no other message
 *   <li>X3 stuck blocking methods delay no asynchronous one while a slot is free
 *   <li>X4 a stage that does not complete is given up at its deadline and frees its slot; what has
 *       expired is not started
 *   <li>X5 stop inside an endpoint does not deadlock
 *   <li>X6 await returning true means that all that was taken is finished and no thread is left
 *   <li>X7 never more unfinished messages than slots, and a slot is not lost
 *   <li>X8 what was taken and finds no thread is finished as a failure or requeued, never lost
 *   <li>X9 a message is accepted before its method is asked for and runs, alone or together with
 *       others; one that was not accepted is dropped
 *   <li>X10 an invocation is finished once, by a thread that is not interrupted
 *   <li>X11 a dispatcher that breaks its contract ends no thread and keeps no slot
 *   <li>X12 an executor is started once
 *   <li>X13 what follows a method runs by its own style, in the same slot
 *   <li>X14 what runs is told to the watch of its settings on the thread that runs it, and each
 *       beginning is followed by its end
 *   <li>X15 no more calls of a method run at a time than its limit allows; while the others wait,
 *       other methods go on as long as a slot is free
 *   <li>P1 methods of both styles end alike
 * </ul>
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class ExecutorContract
    implements ExecutorThreadRules,
        ExecutorSlotRules,
        ExecutorDeadlineRules,
        ExecutorStopRules,
        ExecutorShutdownRules,
        ExecutorWatchRules,
        ExecutorLimitRules,
        ExecutorOutcomeRules {
  private @Nullable ExecutorBench bench;

  /** For the tests that extend it. */
  protected ExecutorContract() {}

  /** The provider of the executor under test; called once for each test. */
  protected abstract ExecutorProvider provider();

  /**
   * The styles of methods that the executor accepts; both unless overridden. Methods of another it
   * must refuse with an {@link ExecutorRefusedException} that names them.
   */
  @Override
  public Set<Style> styles() {
    return EnumSet.allOf(Style.class);
  }

  /** Whether it runs asynchronous methods on loops; it does unless overridden. */
  @Override
  public boolean hasLoops() {
    return true;
  }

  /** Where messages come from; a wire that never blocks, unless overridden. */
  protected MessageSource source(String name) {
    return new ScriptedListener(name);
  }

  /** How long a test waits for what must happen; 20 s unless overridden. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Override
  public final ExecutorBench bench() {
    ExecutorBench current = bench;
    if (current == null) {
      throw new IllegalStateException("There is a bench during a test only");
    }
    return current;
  }

  @Override
  public final boolean starts() {
    List<String> unfit =
        bench().dispatcher().methods().stream()
            .filter(method -> !styles().contains(method.style()))
            .map(EndpointMethod::javaName)
            .toList();
    if (unfit.isEmpty()) {
      bench().start();
      return true;
    }
    assertThatThrownBy(() -> bench().executor())
        .isInstanceOfSatisfying(
            ExecutorRefusedException.class,
            refusal -> assertThat(refusal.methods()).isEqualTo(unfit));
    return false;
  }

  /** Makes the bench of a test. */
  @BeforeEach
  public final void setUpBench() {
    String name = "tck" + UUID.randomUUID().toString().replace("-", "");
    bench = new ExecutorBench(provider(), source("of" + name), name, patience());
  }

  /** Ends what a test left running. */
  @AfterEach
  public final void tearDownBench() throws InterruptedException {
    bench().end();
  }
}
