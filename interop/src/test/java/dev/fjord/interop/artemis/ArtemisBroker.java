package dev.fjord.interop.artemis;

import dev.fjord.interop.rabbit.PortBlock;
import dev.fjord.interop.rabbit.QueueState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;

/**
 * An ActiveMQ Artemis broker in this JVM that speaks AMQP 1.0 on a loopback port of its own. It
 * makes queues as they are named; addresses of fanout go to all who listen, dead letters to {@value
 * #DEAD_LETTERS}. Its files are in a temporary directory.
 *
 * <p>Confined to one thread at a time, except {@link #queues} and {@link #connections}; every
 * method may block.
 */
public final class ArtemisBroker implements AutoCloseable {
  /** The queue of rejected messages and of those delivered too often. */
  public static final String DEAD_LETTERS = "dead-letters";

  private static final String[] FANOUT = {
    "broadcast.#", "openstack.org/om/rpc/multicast/#", "openstack.org/om/rpc/multicast.#"
  };

  private final Builder description;
  private final Path directory;
  private final int port;
  private @Nullable EmbeddedActiveMQ embedded;

  private ArtemisBroker(Builder description) {
    this.description = description;
    this.port = PortBlock.choose().first();
    try {
      this.directory = Files.createTempDirectory("fjord-artemis-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a broker with the default settings. */
  public static ArtemisBroker start() {
    return builder().start();
  }

  /** Begins the description of a broker. */
  public static Builder builder() {
    return new Builder();
  }

  /** The settings of a broker to be started; confined to one thread. */
  public static final class Builder {
    private final Map<String, String> users = new LinkedHashMap<>();
    private final Map<String, String> acceptor = new LinkedHashMap<>();
    private boolean isPersistent;
    private boolean ignoresExpiry;
    private boolean isStrict;

    private Builder() {
      acceptor.put("protocols", "AMQP");
    }

    /** Lets in this user and nobody without a password; by default everybody is let in. */
    public Builder user(String name, String password) {
      users.put(name, password);
      return this;
    }

    /** Speaks TLS only, with the certificate of an alias in a PKCS12 store. */
    public Builder tls(Path store, String password, String alias) {
      return acceptor("sslEnabled", "true")
          .acceptor("keyStoreType", "PKCS12")
          .acceptor("keyStorePath", store.toString())
          .acceptor("keyStorePassword", password)
          .acceptor("keyStoreAlias", alias);
    }

    /** Ends a connection on which nothing comes for so long; by default 60 s. */
    public Builder idleTimeout(Duration timeout) {
      return acceptor("amqpIdleTimeout", Long.toString(timeout.toMillis()));
    }

    /** The longest frame that the broker takes; by default 128 KiB. */
    public Builder maxFrameSize(int bytes) {
      return acceptor("maxFrameSize", Integer.toString(bytes));
    }

    /** Sets any parameter of Artemis' acceptor, for example {@code saslMechanisms}. */
    public Builder acceptor(String name, String value) {
      acceptor.put(name, value);
      return this;
    }

    /** Keeps durable messages and queues over a restart. */
    public Builder persistent() {
      isPersistent = true;
      return this;
    }

    /**
     * Keeps messages beyond their expiry. Python's driver computes that time from a clock that does
     * not start in 1970, so without this every one of its calls has expired when it comes.
     */
    public Builder ignoringExpiry() {
      ignoresExpiry = true;
      return this;
    }

    /** Makes no queue or address by itself. */
    public Builder strict() {
      isStrict = true;
      return this;
    }

    /** Starts the broker; it takes connections then. */
    public ArtemisBroker start() {
      ArtemisBroker broker = new ArtemisBroker(this);
      try {
        broker.launch();
        return broker;
      } catch (RuntimeException e) {
        broker.close();
        throw e;
      }
    }
  }

  /** The port of AMQP 1.0. */
  public int port() {
    return port;
  }

  /** The transport URL, with the first user's name and password if there are users. */
  public String url() {
    Optional<Map.Entry<String, String>> user = description.users.entrySet().stream().findFirst();
    String login = user.map(each -> each.getKey() + ":" + each.getValue() + "@").orElse("");
    return "amqp://" + login + "127.0.0.1:" + port + "/";
  }

  /** The transport URL with a virtual host. */
  public String url(String virtualHost) {
    return url() + virtualHost;
  }

  /** All queues by name, as they are now. */
  public Map<String, QueueState> queues() {
    Map<String, QueueState> states = new TreeMap<>();
    server()
        .getPostOffice()
        .getAllBindings()
        .filter(QueueBinding.class::isInstance)
        .map(binding -> ((QueueBinding) binding).getQueue())
        .forEach(queue -> states.put(queue.getName().toString(), state(queue)));
    return states;
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
      server().destroyQueue(SimpleString.of(name), null, false);
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
    if (embedded != null) {
      try {
        embedded.stop();
      } catch (Exception e) {
        throw new IllegalStateException("Artemis did not stop", e);
      } finally {
        embedded = null;
      }
    }
  }

  /** Starts again on the same port; a running broker is killed first. */
  public void restart() {
    if (embedded != null) {
      kill();
    }
    launch();
  }

  /** Stops and deletes all files. */
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    EmbeddedActiveMQ fresh = new EmbeddedActiveMQ();
    try {
      fresh.setConfiguration(configuration());
      if (!description.users.isEmpty()) {
        fresh.setSecurityManager(new KnownUsers(description.users));
      }
      embedded = fresh;
      fresh.start();
    } catch (Exception e) {
      throw new IllegalStateException("Artemis did not start on port " + port, e);
    }
    if (!server().isActive()) {
      throw new IllegalStateException("Artemis is not active on port " + port);
    }
  }

  private Configuration configuration() throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(description.isPersistent)
            .setSecurityEnabled(!description.users.isEmpty())
            .setJMXManagementEnabled(false)
            .setGracefulShutdownEnabled(false)
            .setCriticalAnalyzer(false)
            .setMaxDiskUsage(-1)
            .setJournalDirectory(file("journal"))
            .setBindingsDirectory(file("bindings"))
            .setLargeMessagesDirectory(file("large"))
            .setPagingDirectory(file("paging"))
            .setNodeManagerLockDirectory(file("lock"))
            // Or else what begins with openstack.org would have dots of its own.
            .setWildCardConfiguration(new WildcardConfiguration().setDelimiter('/'))
            .addAcceptorConfiguration("amqp", acceptorUrl())
            .addAddressSetting("#", queueSettings());
    for (String fanout : FANOUT) {
      configuration.addAddressSetting(fanout, fanoutSettings());
    }
    return configuration;
  }

  private String acceptorUrl() {
    StringBuilder url = new StringBuilder("tcp://127.0.0.1:" + port);
    char separator = '?';
    for (Map.Entry<String, String> each : description.acceptor.entrySet()) {
      url.append(separator).append(each.getKey()).append('=').append(each.getValue());
      separator = ';';
    }
    return url.toString();
  }

  private AddressSettings queueSettings() {
    SimpleString dead = SimpleString.of(DEAD_LETTERS);
    return new AddressSettings()
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        .setAutoCreateAddresses(!description.isStrict)
        .setAutoCreateQueues(!description.isStrict)
        .setAutoDeleteQueues(false)
        .setNoExpiry(description.ignoresExpiry)
        .setDeadLetterAddress(dead)
        .setMaxSizeBytes(-1);
  }

  private AddressSettings fanoutSettings() {
    return queueSettings()
        .setDefaultAddressRoutingType(RoutingType.MULTICAST)
        .setDefaultQueueRoutingType(RoutingType.MULTICAST)
        .setAutoCreateAddresses(true)
        .setAutoCreateQueues(true)
        .setAutoDeleteQueues(true);
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private ActiveMQServer server() {
    if (embedded == null) {
      throw new IllegalStateException("the broker was stopped: call restart() first");
    }
    return embedded.getActiveMQServer();
  }

  private static QueueState state(Queue queue) {
    long delivering = queue.getDeliveringCount();
    return new QueueState(
        queue.getMessageCount() - delivering, delivering, queue.getConsumerCount());
  }
}
