package dev.fjord.embedded.artemis;

import dev.fjord.FjordException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is to be. By default it is in memory, lets everybody in, makes queues as they are
 * named, and holds back senders when half the heap is full; a fanout goes to all who listen, what
 * is rejected to {@value #DEAD_LETTERS}. Confined to one thread.
 *
 * @since 0.1.0
 */
public final class BrokerSettings {
  /** The queue of rejected messages and of those delivered too often. */
  public static final String DEAD_LETTERS = "dead-letters";

  static final String ACCEPTOR = "amqp";
  private static final String FANOUT = "openstack.org/om/rpc/multicast/#";

  private final String host;
  private final int port;
  private final Map<String, String> users = new LinkedHashMap<>();
  private final Map<String, String> acceptor = new LinkedHashMap<>();
  private @Nullable Path directory;
  private boolean ignoresExpiry;

  private BrokerSettings(String host, int port) {
    this.host = host;
    this.port = port;
    acceptor.put("protocols", "AMQP");
    // Words of addresses are joined with dots in one way of addressing and with slashes in the
    // other; settings know one of these, so fanout in the former goes by how its addresses begin.
    acceptor.put("multicastPrefix", "broadcast.");
  }

  /** A broker that listens at an address of this machine; port 0 is any that is free. */
  public static BrokerSettings at(String host, int port) {
    return new BrokerSettings(host, port);
  }

  /** Lets in this user, and nobody without a password. */
  public BrokerSettings user(String name, String password) {
    users.put(name, password);
    return this;
  }

  /** Speaks TLS only, with the certificate of an alias in a PKCS12 store. */
  public BrokerSettings tls(Path store, String password, String alias) {
    return acceptor("sslEnabled", "true")
        .acceptor("keyStoreType", "PKCS12")
        .acceptor("keyStorePath", store.toString())
        .acceptor("keyStorePassword", password)
        .acceptor("keyStoreAlias", alias);
  }

  /** Ends a connection on which nothing comes for so long. Default: 60 s. */
  public BrokerSettings idleTimeout(Duration timeout) {
    return acceptor("amqpIdleTimeout", Long.toString(timeout.toMillis()));
  }

  /** The longest frame, in bytes, that the broker takes. Default: 128 KiB. */
  public BrokerSettings maxFrameSize(int bytes) {
    return acceptor("maxFrameSize", Integer.toString(bytes));
  }

  /** Sets any parameter of Artemis' acceptor, for example {@code saslMechanisms}. */
  public BrokerSettings acceptor(String name, String value) {
    acceptor.put(name, value);
    return this;
  }

  /**
   * Keeps durable messages and queues in a directory. On Java 24 or newer the JVM needs {@code
   * -Dio.netty.noUnsafe=false}, or the broker does not start from what it has kept: Artemis'
   * journal frees its buffers by a call of Netty that works with {@code Unsafe} only.
   */
  public BrokerSettings persistentIn(Path files) {
    directory = files;
    return this;
  }

  /**
   * Keeps messages beyond their expiry. The driver of oslo.messaging computes that time from a
   * clock that does not start in 1970, so without this each of its calls has expired when it comes.
   */
  public BrokerSettings ignoringExpiry() {
    ignoresExpiry = true;
    return this;
  }

  /** The first user's name and password, as in a URL. */
  public Optional<String> login() {
    return users.entrySet().stream().findFirst().map(user -> user.getKey() + ":" + user.getValue());
  }

  String place() {
    return host + (port == 0 ? "" : ":" + port);
  }

  void checkPort() {
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
    } catch (IOException e) {
      throw new FjordException(
          "Artemis cannot listen at " + place() + ": choose another port of this machine", e);
    }
  }

  Optional<ActiveMQSecurityManager> securityManager() {
    return users.isEmpty() ? Optional.empty() : Optional.of(new KnownUsers(users));
  }

  Configuration configuration() throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(directory != null)
            .setSecurityEnabled(!users.isEmpty())
            .setJMXManagementEnabled(false)
            .setGracefulShutdownEnabled(false)
            .setCriticalAnalyzer(false)
            .setMaxDiskUsage(-1)
            // Or else dots would divide the name openstack.org.
            .setWildCardConfiguration(new WildcardConfiguration().setDelimiter('/'))
            .addAcceptorConfiguration(ACCEPTOR, acceptorUrl())
            .addAddressSetting("#", queueSettings());
    if (directory != null) {
      keepIn(directory, configuration);
    }
    return configuration.addAddressSetting(FANOUT, fanoutSettings());
  }

  private static void keepIn(Path files, Configuration configuration) {
    configuration
        .setJournalDirectory(files.resolve("journal").toString())
        .setBindingsDirectory(files.resolve("bindings").toString())
        .setLargeMessagesDirectory(files.resolve("large").toString())
        .setPagingDirectory(files.resolve("paging").toString())
        .setNodeManagerLockDirectory(files.resolve("lock").toString());
  }

  private String acceptorUrl() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    StringBuilder url = new StringBuilder("tcp://" + name + ":" + port);
    char separator = '?';
    for (Map.Entry<String, String> each : acceptor.entrySet()) {
      url.append(separator).append(each.getKey()).append('=').append(each.getValue());
      separator = ';';
    }
    return url.toString();
  }

  private AddressSettings queueSettings() {
    return new AddressSettings()
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        .setAutoDeleteQueues(false)
        .setNoExpiry(ignoresExpiry)
        .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
        .setMaxSizeBytes(-1)
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK);
  }

  private AddressSettings fanoutSettings() {
    return queueSettings()
        .setDefaultAddressRoutingType(RoutingType.MULTICAST)
        .setDefaultQueueRoutingType(RoutingType.MULTICAST)
        .setAutoDeleteQueues(true);
  }
}
