package dev.fjord.embedded.artemis;

import dev.fjord.FjordException;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * A broker in this JVM that runs. Confined to one thread at a time; every method may block.
 *
 * @since 0.1.0
 */
public final class EmbeddedArtemis implements AutoCloseable {
  private final EmbeddedActiveMQ embedded;

  private EmbeddedArtemis(EmbeddedActiveMQ embedded) {
    this.embedded = embedded;
  }

  /**
   * Starts a broker, which takes connections then.
   *
   * @throws FjordException if it does not start, for example because the port is taken or its files
   *     cannot be read
   */
  public static EmbeddedArtemis start(BrokerSettings settings) {
    // Artemis itself starts all the same when its port is taken, and listens nowhere.
    settings.checkPort();
    EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();
    EmbeddedArtemis broker = new EmbeddedArtemis(embedded);
    try {
      embedded.setConfiguration(settings.configuration());
      settings.securityManager().ifPresent(embedded::setSecurityManager);
      embedded.start();
      // It logs why, and returns all the same.
      if (!broker.server().isActive()) {
        throw new IllegalStateException("its log says why");
      }
    } catch (Exception e) {
      broker.close();
      throw new FjordException("Artemis does not start at " + settings.place(), e);
    }
    return broker;
  }

  /** The broker itself. */
  public ActiveMQServer server() {
    return embedded.getActiveMQServer();
  }

  /** The port where it listens. */
  public int port() {
    return acceptor().getActualPort();
  }

  /** Ends it in order: clients are told. */
  @Override
  public void close() {
    try {
      embedded.stop();
    } catch (Exception e) {
      throw new FjordException("Artemis does not stop", e);
    }
  }

  private NettyAcceptor acceptor() {
    return (NettyAcceptor) server().getRemotingService().getAcceptor(BrokerSettings.ACCEPTOR);
  }
}
