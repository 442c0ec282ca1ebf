package dev.fjord.interop.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test that leaves threads or descriptors behind, and the class after which buffers are
 * missing. Registered for every test by the service loader.
 */
public final class Leftovers
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(Leftovers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For the service loader. */
  public Leftovers() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    leaks(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(OWN).put(ProcessState.class, ProcessState.now());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ProcessState before = context.getStore(OWN).get(ProcessState.class, ProcessState.class);
    if (before == null || ProcessState.now().isNoMoreThan(before)) {
      return;
    }
    // Threads and sockets end a moment after what they served.
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ProcessState.now())
                    .as("what is left of the test, after %s", before)
                    .matches(now -> now.isNoMoreThan(before)));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(leaks(context).reports()).as("buffers that nobody released").isEmpty();
  }

  private static BufferLeaks leaks(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OWN)
        .getOrComputeIfAbsent(BufferLeaks.class, key -> BufferLeaks.watched(), BufferLeaks.class);
  }
}
