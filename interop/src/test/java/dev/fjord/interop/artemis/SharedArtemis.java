package dev.fjord.interop.artemis;

import dev.fjord.interop.leftovers.NoConnectionsLeft;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lends a test class the one broker that all test classes of the JVM share. It is started at first
 * use and stopped after the last test. Tests that kill a broker take an {@link OwnArtemis}.
 *
 * <pre>{@code
 * @RegisterExtension static final SharedArtemis artemis = new SharedArtemis();
 * }</pre>
 *
 * <p>Each test class gets a virtual host of its own, which is a part of its addresses, so topics
 * need not be unique, and must end every connection that it has made.
 */
public final class SharedArtemis implements BeforeAllCallback {
  private static final ExtensionContext.Namespace SHARED =
      ExtensionContext.Namespace.create(SharedArtemis.class);

  private @Nullable ArtemisBroker broker;
  private String virtualHost = "";

  /** An extension for one test class; to be held in a static field. */
  public SharedArtemis() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    NoConnectionsLeft.after(context, this, () -> broker().connections());
    // The store closes what it holds at the end of the whole run.
    broker =
        context
            .getRoot()
            .getStore(SHARED)
            .getOrComputeIfAbsent(
                ArtemisBroker.class, key -> ArtemisBroker.start(), ArtemisBroker.class);
    virtualHost =
        context.getRequiredTestClass().getSimpleName()
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The shared broker. */
  public ArtemisBroker broker() {
    if (broker == null) {
      throw new IllegalStateException("register SharedArtemis in a static field");
    }
    return broker;
  }

  /** The virtual host of this test class. */
  public String virtualHost() {
    return virtualHost;
  }

  /** The transport URL of this test class's virtual host. */
  public String url() {
    return broker().url(virtualHost);
  }
}
