package dev.fjord.interop.rabbit;

import dev.fjord.interop.leftovers.NoConnectionsLeft;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lends a test class the one node that all test classes of the JVM share. It is started at first
 * use and closed after the last test. Tests that kill or freeze a node take an {@link OwnRabbit}.
 *
 * <pre>{@code
 * @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
 * }</pre>
 *
 * <p>Each test class gets a virtual host of its own, so queue names need not be unique, and must
 * end every connection that it has made.
 */
public final class SharedRabbit implements BeforeAllCallback {
  private static final ExtensionContext.Namespace SHARED =
      ExtensionContext.Namespace.create(SharedRabbit.class);

  private @Nullable RabbitNode node;
  private String virtualHost = "";

  /** An extension for one test class; to be held in a static field. */
  public SharedRabbit() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    NoConnectionsLeft.after(context, this, () -> node().connections());
    // The store closes what it holds at the end of the whole run.
    node =
        context
            .getRoot()
            .getStore(SHARED)
            .getOrComputeIfAbsent(RabbitNode.class, key -> RabbitNode.start(), RabbitNode.class);
    virtualHost =
        node.addVirtualHost(
            context.getRequiredTestClass().getSimpleName()
                + "-"
                + UUID.randomUUID().toString().substring(0, 8));
  }

  /** The shared node. */
  public RabbitNode node() {
    if (node == null) {
      throw new IllegalStateException("register SharedRabbit in a static field");
    }
    return node;
  }

  /** The virtual host of this test class. */
  public String virtualHost() {
    return virtualHost;
  }

  /** The transport URL of this test class's virtual host. */
  public String url() {
    return node().url(virtualHost);
  }

  /** Opens raw access to this test class's virtual host; the caller closes it. */
  public RawBroker raw() {
    return RawBroker.connect(node(), virtualHost);
  }
}
