package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.ConfigOption;
import dev.fjord.driver.amqp.OptionGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The options of the group {@code oslo_messaging_rabbit}: oslo.messaging's names, defaults and
 * bounds, except where the meaning says otherwise. Any of them may stand in the URL's query.
 */
public final class RabbitOptions {
  /** The group's name. */
  public static final String GROUP = "oslo_messaging_rabbit";

  static final ConfigOption<Boolean> DURABLE =
      flag("amqp_durable_queues", "false", "Whether shared queues and exchanges are durable.");
  static final ConfigOption<Boolean> AUTO_DELETE =
      flag(
          "amqp_auto_delete",
          "false",
          "Whether shared queues and exchanges vanish with their last user.");
  static final ConfigOption<Boolean> HA =
      flag(
          "rabbit_ha_queues", "false", "Whether queues carry x-ha-policy, for brokers before 3.0.");
  static final ConfigOption<Boolean> QUORUM =
      flag("rabbit_quorum_queue", "false", "Whether shared queues are quorum queues.");
  static final ConfigOption<Boolean> TRANSIENT_QUORUM =
      flag(
          "rabbit_transient_quorum_queue",
          "false",
          "Whether reply and fanout queues are quorum queues.");
  static final ConfigOption<Integer> DELIVERY_LIMIT =
      number(
          "rabbit_quorum_delivery_limit",
          0,
          "How often a quorum queue delivers one message; 0 for no limit.");
  static final ConfigOption<Integer> MEMORY_LENGTH =
      number(
          "rabbit_quorum_max_memory_length",
          0,
          "How many messages a quorum queue keeps in memory; 0 for no limit.");
  static final ConfigOption<Integer> MEMORY_BYTES =
      number(
          "rabbit_quorum_max_memory_bytes",
          0,
          "How many bytes a quorum queue keeps in memory; 0 for no limit.");
  static final ConfigOption<Integer> TRANSIENT_TTL =
      number(
          "rabbit_transient_queues_ttl",
          1800,
          "After how many idle seconds reply and fanout queues vanish; 0 for never.");
  static final ConfigOption<Boolean> STREAM_FANOUT =
      flag(
          "rabbit_stream_fanout",
          "false",
          "Whether a fanout is one stream for all servers. Needs rabbit_transient_quorum_queue and"
              + " rabbit_qos_prefetch_count.");
  static final ConfigOption<Boolean> CANCEL_ON_FAILOVER =
      flag(
          "enable_cancel_on_failover",
          "false",
          "Whether consumers ask to be cancelled when a mirrored queue fails over.");
  static final ConfigOption<Boolean> QUEUE_MANAGER =
      flag(
          "use_queue_manager",
          "false",
          "Whether reply and fanout queues are named after host, process and a counter.");
  static final ConfigOption<String> HOSTNAME =
      ConfigOption.text(GROUP, "hostname", "", "The host in queue names; empty for this host.");
  static final ConfigOption<String> PROCESSNAME =
      ConfigOption.text(
          GROUP, "processname", "", "The process in queue names; empty for this process's id.");

  static final ConfigOption<Integer> PREFETCH =
      number(
          "rabbit_qos_prefetch_count",
          0,
          "How many unacknowledged messages a consumer holds; 0 for a small number of the driver's"
              + " own choice (for oslo.messaging: for no limit).");
  static final ConfigOption<Duration> MISSING_CONSUMER_RETRY =
      seconds(
          "kombu_missing_consumer_retry_timeout",
          "60",
          "How long a reply whose queue is missing is tried again, in s.");
  static final ConfigOption<Boolean> DIRECT_MANDATORY =
      flag("direct_mandatory_flag", "true", "Whether the loss of a reply's queue is noticed.");
  static final ConfigOption<Boolean> RPC_MANDATORY =
      flag(
          "rpc_mandatory",
          "true",
          "Whether a call or cast that reaches no queue fails at once. oslo.messaging, which has"
              + " not this option, lets casts vanish and calls time out: false.");
  static final ConfigOption<String> GUARANTEES =
      ConfigOption.choice(
          GROUP,
          "rabbit_guarantees",
          List.of("oslo", "fast"),
          "oslo: the broker confirms each message that is sent. fast: nothing is confirmed; what is"
              + " sent counts as taken once it is written, and is lost if the connection is."
              + " oslo.messaging has not this option.");
  static final ConfigOption<String> COMPRESSION =
      ConfigOption.choice(
          GROUP,
          "kombu_compression",
          List.of("", "gzip", "bz2"),
          "How bodies are compressed: not at all, gzip, bz2. Receivers need no setting.");

  static final ConfigOption<Integer> HEARTBEAT =
      number(
          "heartbeat_timeout_threshold",
          60,
          "How often a sign of life is exchanged, in s; twice that without one is a lost"
              + " connection; 0 for never.");
  static final ConfigOption<Duration> RECONNECT_DELAY =
      seconds(
          "kombu_reconnect_delay",
          "0.2",
          "The pause after a lost connection, in s; half of it is random (oslo.messaging: 1.0).");
  static final ConfigOption<Duration> RECONNECT_SPLAY =
      seconds(
          "kombu_reconnect_splay", "0", "The most that is added at random to that pause, in s.");
  static final ConfigOption<Duration> RETRY_INTERVAL =
      seconds("rabbit_retry_interval", "1", "The pause after a first failed attempt, in s.");
  static final ConfigOption<Duration> RETRY_BACKOFF =
      seconds("rabbit_retry_backoff", "2", "What each further failed attempt adds, in s.");
  static final ConfigOption<Duration> INTERVAL_MAX =
      seconds(
          "rabbit_interval_max",
          "1",
          "The longest pause between attempts, in s; half of each pause is random"
              + " (oslo.messaging: 30).");
  static final ConfigOption<String> FAILOVER =
      ConfigOption.choice(
          GROUP,
          "kombu_failover_strategy",
          List.of("round-robin", "shuffle"),
          "In which order the hosts are tried.");
  static final ConfigOption<String> LOGIN_METHOD =
      ConfigOption.choice(
          GROUP,
          "rabbit_login_method",
          List.of("PLAIN", "AMQPLAIN", "EXTERNAL", "RABBIT-CR-DEMO"),
          "How the user is proven; AMQPLAIN is carried out as PLAIN, which brokers treat alike.");

  static final ConfigOption<Boolean> SSL = flag("ssl", "false", "Whether connections use TLS.");
  static final ConfigOption<String> SSL_VERSION =
      ConfigOption.text(
          GROUP,
          "ssl_version",
          "",
          "The one TLS version allowed, TLSv1_2 or TLSv1_3; empty for both.");
  static final ConfigOption<String> SSL_KEY =
      ConfigOption.text(GROUP, "ssl_key_file", "", "The client's private key, PEM (PKCS #8).");
  static final ConfigOption<String> SSL_CERT =
      ConfigOption.text(GROUP, "ssl_cert_file", "", "The client's certificate chain, PEM.");
  static final ConfigOption<String> SSL_CA =
      ConfigOption.text(
          GROUP, "ssl_ca_file", "", "The authorities trusted, PEM; empty for those of the JVM.");
  static final ConfigOption<Boolean> SSL_HOST_NAME =
      flag(
          "ssl_enforce_hostname_verification",
          "true",
          "Whether the broker's certificate must name the host.");

  private RabbitOptions() {}

  /** Those that have an effect, in the order of the reference page. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        DURABLE,
        AUTO_DELETE,
        HA,
        QUORUM,
        TRANSIENT_QUORUM,
        DELIVERY_LIMIT,
        MEMORY_LENGTH,
        MEMORY_BYTES,
        TRANSIENT_TTL,
        STREAM_FANOUT,
        CANCEL_ON_FAILOVER,
        QUEUE_MANAGER,
        HOSTNAME,
        PROCESSNAME,
        PREFETCH,
        MISSING_CONSUMER_RETRY,
        DIRECT_MANDATORY,
        RPC_MANDATORY,
        GUARANTEES,
        COMPRESSION,
        HEARTBEAT,
        RECONNECT_DELAY,
        RECONNECT_SPLAY,
        RETRY_INTERVAL,
        RETRY_BACKOFF,
        INTERVAL_MAX,
        FAILOVER,
        LOGIN_METHOD,
        SSL,
        SSL_VERSION,
        SSL_KEY,
        SSL_CERT,
        SSL_CA,
        SSL_HOST_NAME);
  }

  /**
   * Those of oslo.messaging that are accepted and have nothing to decide here: two connections and
   * their own heartbeats take the place of its pool and its threads.
   */
  public static List<ConfigOption<?>> withoutEffect() {
    String pool = "Nothing: there is no pool of connections.";
    return List.of(
        number("rpc_conn_pool_size", 30, pool).withoutEffect(),
        number("conn_pool_min_size", 2, pool).withoutEffect(),
        number("conn_pool_ttl", 1200, pool).withoutEffect(),
        number("heartbeat_rate", 3, "Nothing: heartbeats follow the negotiated threshold.")
            .withoutEffect(),
        flag("heartbeat_in_pthread", "false", "Nothing: heartbeats have their own thread.")
            .withoutEffect(),
        flag("ssl_enforce_fips_mode", "false", "Nothing: the JVM's providers decide.")
            .withoutEffect());
  }

  /** The group, with old names. */
  public static OptionGroup group() {
    List<ConfigOption<?>> known = new java.util.ArrayList<>(all());
    known.addAll(withoutEffect());
    return new OptionGroup(
        GROUP,
        known,
        Map.of(
            "kombu_reconnect_timeout", MISSING_CONSUMER_RETRY,
            "rabbit_quroum_max_memory_length", MEMORY_LENGTH,
            "rabbit_quroum_max_memory_bytes", MEMORY_BYTES,
            "rabbit_use_ssl", SSL,
            "kombu_ssl_version", SSL_VERSION,
            "kombu_ssl_keyfile", SSL_KEY,
            "kombu_ssl_certfile", SSL_CERT,
            "kombu_ssl_ca_certs", SSL_CA),
        List.of(AUTO_DELETE, HA, RECONNECT_DELAY, LOGIN_METHOD, RETRY_BACKOFF));
  }

  private static ConfigOption<Boolean> flag(String name, String defaultText, String meaning) {
    return ConfigOption.flag(GROUP, name, defaultText, meaning);
  }

  private static ConfigOption<Integer> number(String name, int defaultValue, String meaning) {
    return ConfigOption.integer(GROUP, name, defaultValue, 0, meaning);
  }

  private static ConfigOption<Duration> seconds(String name, String defaultText, String meaning) {
    return ConfigOption.seconds(GROUP, name, defaultText, meaning);
  }
}
