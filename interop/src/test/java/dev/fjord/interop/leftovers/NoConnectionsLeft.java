package dev.fjord.interop.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which a broker that it shares with others still has connections. */
public final class NoConnectionsLeft implements AutoCloseable {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(NoConnectionsLeft.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final IntSupplier connections;

  private NoConnectionsLeft(IntSupplier connections) {
    this.connections = connections;
  }

  /** Looks once every other extension of a class has ended what it holds. */
  public static void after(ExtensionContext testClass, Object broker, IntSupplier connections) {
    testClass.getStore(OWN).put(broker, new NoConnectionsLeft(connections));
  }

  @Override
  public void close() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(connections.getAsInt()).as("connections that are left").isZero());
  }
}
