package dev.fjord.interop.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test class that leaves threads, descriptors or buffers behind. Registered for every
 * one by the service loader; what the tests of a class share may live as long as the class.
 */
public final class Leftovers implements BeforeAllCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(Leftovers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** For the service loader. */
  public Leftovers() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    BufferLeaks leaks =
        context
            .getRoot()
            .getStore(OWN)
            .getOrComputeIfAbsent(
                BufferLeaks.class, key -> BufferLeaks.watched(), BufferLeaks.class);
    ProcessState before = ProcessState.now();
    // Closed after every other extension of the class has ended what it holds.
    AutoCloseable check = () -> expectNothingLeft(before, leaks);
    context.getStore(OWN).put(AutoCloseable.class, check);
  }

  private static void expectNothingLeft(ProcessState before, BufferLeaks leaks) {
    if (!ProcessState.now().isNoMoreThan(before)) {
      // Threads and sockets end a moment after what they served.
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(ProcessState.now())
                      .as("what is left of the class, before which there were %s", before)
                      .matches(now -> now.isNoMoreThan(before)));
    }
    assertThat(leaks.reports()).as("buffers that nobody released").isEmpty();
  }
}
