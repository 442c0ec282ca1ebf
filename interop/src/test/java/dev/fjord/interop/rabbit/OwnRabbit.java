package dev.fjord.interop.rabbit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a node of its own, to be killed, frozen and restarted at will.
 *
 * <pre>{@code
 * @RegisterExtension static final OwnRabbit rabbit = new OwnRabbit(RabbitNode.builder());
 * }</pre>
 */
public final class OwnRabbit implements BeforeAllCallback, AfterAllCallback {
  private final RabbitNode.Builder builder;
  private @Nullable RabbitNode node;

  /** An extension for one test class; to be held in a static field. */
  public OwnRabbit(RabbitNode.Builder builder) {
    this.builder = builder;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    node = builder.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  /** The node of this test class. */
  public RabbitNode node() {
    if (node == null) {
      throw new IllegalStateException("register OwnRabbit in a static field");
    }
    return node;
  }

  /** The transport URL of the node's default virtual host. */
  public String url() {
    return node().url();
  }

  /** Opens raw access to the default virtual host; the caller closes it. */
  public RawBroker raw() {
    return RawBroker.connect(node(), "/");
  }
}
