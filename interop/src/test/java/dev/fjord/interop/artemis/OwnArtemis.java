package dev.fjord.interop.artemis;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a broker of its own, to be killed and restarted at will.
 *
 * <pre>{@code
 * @RegisterExtension static final OwnArtemis artemis = new OwnArtemis(ArtemisBroker::start);
 * }</pre>
 */
public final class OwnArtemis implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<ArtemisBroker> start;
  private @Nullable ArtemisBroker broker;

  /** An extension for one test class; to be held in a static field. */
  public OwnArtemis(Supplier<ArtemisBroker> start) {
    this.start = start;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    broker = start.get();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }

  /** The broker of this test class. */
  public ArtemisBroker broker() {
    if (broker == null) {
      throw new IllegalStateException("register OwnArtemis in a static field");
    }
    return broker;
  }

  /** The transport URL of the broker. */
  public String url() {
    return broker().url();
  }
}
