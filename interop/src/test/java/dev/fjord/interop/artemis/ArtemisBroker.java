package dev.fjord.interop.artemis;

import dev.fjord.embedded.artemis.BrokerSettings;
import dev.fjord.embedded.artemis.EmbeddedArtemis;
import dev.fjord.interop.rabbit.PortBlock;
import dev.fjord.interop.rabbit.QueueState;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;

/**
 * An ActiveMQ Artemis broker in this JVM that speaks AMQP 1.0 on a loopback port of its own, with
 * the settings of {@link BrokerSettings}; {@link ArtemisProcess} is one with files.
 *
 * <p>Confined to one thread at a time, except {@link #queues}, {@link #subscribers} and {@link
 * #connections}; every method may block.
 */
public final class ArtemisBroker implements AutoCloseable {
  /** The queue of rejected messages and of those delivered too often. */
  public static final String DEAD_LETTERS = BrokerSettings.DEAD_LETTERS;

  private final BrokerSettings settings;
  private final int port;
  private @Nullable EmbeddedArtemis running;

  private ArtemisBroker(Consumer<BrokerSettings> description) {
    port = PortBlock.choose().first();
    settings = BrokerSettings.at("127.0.0.1", port);
    description.accept(settings);
  }

  /** Starts a broker with the default settings. */
  public static ArtemisBroker start() {
    return start(settings -> {});
  }

  /** Starts a broker that is different. */
  public static ArtemisBroker start(Consumer<BrokerSettings> description) {
    return new ArtemisBroker(description).launched();
  }

  /** The port of AMQP 1.0. */
  public int port() {
    return port;
  }

  /** The transport URL, with the first user's name and password if there are users. */
  public String url() {
    return "amqp://"
        + settings.login().map(login -> login + "@").orElse("")
        + "127.0.0.1:"
        + port
        + "/";
  }

  /** The transport URL with a virtual host. */
  public String url(String virtualHost) {
    return url() + virtualHost;
  }

  /** All queues by name, as they are now. */
  public Map<String, QueueState> queues() {
    Map<String, QueueState> states = new TreeMap<>();
    allQueues().forEach(queue -> states.put(queue.getName().toString(), state(queue)));
    return states;
  }

  /** How many get what is sent to all. */
  public int subscribers() {
    return (int)
        allQueues().filter(queue -> queue.getRoutingType() == RoutingType.MULTICAST).count();
  }

  /** How many client connections there are. */
  public int connections() {
    return server().getRemotingService().getConnections().size();
  }

  /** Closes every client connection at its socket, without a word of AMQP. */
  public void cutConnections() {
    for (RemotingConnection connection : server().getRemotingService().getConnections()) {
      connection.getTransportConnection().forceClose();
    }
  }

  /** Deletes a queue; who consumes from it is detached with an error. */
  public void deleteQueue(String name) {
    try {
      server().destroyQueue(SimpleString.of(name), null, false, true);
    } catch (Exception e) {
      throw new IllegalStateException("queue " + name + " could not be deleted", e);
    }
  }

  /** Ends as a crash would: clients see their sockets close, and nothing else. */
  public void kill() {
    cutConnections();
    stop();
  }

  /** Shuts down in order: clients are told. */
  public void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  /** Starts again on the same port; a running broker is killed first. */
  public void restart() {
    if (running != null) {
      kill();
    }
    launched();
  }

  @Override
  public void close() {
    stop();
  }

  private ArtemisBroker launched() {
    running = EmbeddedArtemis.start(settings);
    return this;
  }

  private ActiveMQServer server() {
    if (running == null) {
      throw new IllegalStateException("the broker was stopped: call restart() first");
    }
    return running.server();
  }

  private Stream<Queue> allQueues() {
    return server()
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(binding -> ((QueueBinding) binding).getQueue());
  }

  private static QueueState state(Queue queue) {
    long delivering = queue.getDeliveringCount();
    return new QueueState(
        queue.getMessageCount() - delivering, delivering, queue.getConsumerCount());
  }
}
