package dev.fjord.interop.rules;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Collects what came of the tests that prove rules. */
final class RuleOutcomes implements TestWatcher {
  private static final ExtensionContext.Namespace SHARED =
      ExtensionContext.Namespace.create(RuleOutcomes.class);

  @Override
  public void testSuccessful(ExtensionContext context) {
    file(context).add(test(context), Outcome.HOLDS);
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    file(context).add(test(context), Outcome.FAILS);
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    file(context).add(test(context), Outcome.NOT_RUN);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    file(context).add(test(context), Outcome.NOT_RUN);
  }

  private static String test(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + context.getRequiredTestMethod().getName();
  }

  /** The store closes what it holds at the end of the whole run, which writes the file. */
  private static OutcomeFile file(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SHARED)
        .getOrComputeIfAbsent(OutcomeFile.class, key -> new OutcomeFile(), OutcomeFile.class);
  }
}
