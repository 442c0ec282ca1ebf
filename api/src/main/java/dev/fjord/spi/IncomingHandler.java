package dev.fjord.spi;

/**
 * Takes the messages of one {@link Listener}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface IncomingHandler {
  /**
   * Takes one message over, together with one of the slots that were requested. Called on wire or
   * poll; may be called by several threads at once; must not block, must not throw, runs no user
   * code (D1).
   */
  void handle(IncomingMessage message);
}
