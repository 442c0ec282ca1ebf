package dev.fjord.driver.amqp.proton.config;

import dev.fjord.ConfigOption;
import dev.fjord.driver.amqp.OptionGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options of the group {@code oslo_messaging_amqp}: oslo.messaging's names and defaults, except
 * where the meaning says otherwise. Any of them may stand in the URL's query.
 */
public final class ProtonOptions {
  /** The group's name. */
  public static final String GROUP = "oslo_messaging_amqp";

  static final ConfigOption<String> CONTAINER_NAME =
      text("container_name", "", "The connection's container id; empty for one that is made up.");
  static final ConfigOption<Duration> IDLE_TIMEOUT =
      seconds(
          "idle_timeout",
          "60",
          "After how many seconds without a sign of life the connection counts as lost; 0 for never"
              + " (oslo.messaging: 0).");
  static final ConfigOption<Integer> MAX_FRAME_SIZE =
      ConfigOption.integer(
          GROUP,
          "max_frame_size",
          64 * 1024,
          512,
          "The largest frame, in bytes; longer messages take several. oslo.messaging has not this"
              + " option.");
  static final ConfigOption<Duration> RETRY_INTERVAL =
      seconds(
          "connection_retry_interval",
          "0.2",
          "The pause after a lost connection and a first failed attempt, in s (oslo.messaging: 1).");
  static final ConfigOption<Duration> RETRY_BACKOFF =
      seconds(
          "connection_retry_backoff",
          "0.4",
          "What each further failed attempt adds, in s (oslo.messaging: 2, by which it multiplies).");
  static final ConfigOption<Duration> RETRY_INTERVAL_MAX =
      seconds(
          "connection_retry_interval_max",
          "1",
          "The longest pause between attempts, in s; half of each pause is random"
              + " (oslo.messaging: 30).");
  static final ConfigOption<Duration> LINK_RETRY_DELAY =
      seconds(
          "link_retry_delay",
          "1",
          "The pause before a link that was refused or detached is attached again, and before a"
              + " message that was returned is sent again, in s (oslo.messaging: 10).");
  static final ConfigOption<Duration> SENDER_LINK_TIMEOUT =
      seconds(
          "default_sender_link_timeout",
          "600",
          "After how many idle seconds a link that sends is detached.");

  static final ConfigOption<String> ADDRESSING_MODE =
      ConfigOption.choice(
          GROUP,
          "addressing_mode",
          List.of("dynamic", "legacy", "routable"),
          "How addresses are spelled: legacy (with dots), routable (with slashes), or dynamic, as the"
              + " broker's product suggests.");
  static final ConfigOption<Boolean> PSEUDO_VHOST =
      flag(
          "pseudo_vhost",
          "true",
          "Whether the URL's virtual host becomes a part of addresses; if not, it is the host name"
              + " that the connection asks for.");
  static final ConfigOption<String> SERVER_PREFIX =
      text("server_request_prefix", "exclusive", "Legacy: begins the address of one server.");
  static final ConfigOption<String> BROADCAST_PREFIX =
      text("broadcast_prefix", "broadcast", "Legacy: begins the address of all servers.");
  static final ConfigOption<String> GROUP_PREFIX =
      text("group_request_prefix", "unicast", "Legacy: begins the address of any server.");
  static final ConfigOption<String> RPC_PREFIX =
      text("rpc_address_prefix", "openstack.org/om/rpc", "Routable: begins addresses of RPC.");
  static final ConfigOption<String> NOTIFY_PREFIX =
      text(
          "notify_address_prefix",
          "openstack.org/om/notify",
          "Routable: begins addresses of notifications.");
  static final ConfigOption<String> MULTICAST =
      text("multicast_address", "multicast", "Routable: stands for all servers.");
  static final ConfigOption<String> UNICAST =
      text("unicast_address", "unicast", "Routable: stands for one server.");
  static final ConfigOption<String> ANYCAST =
      text("anycast_address", "anycast", "Routable: stands for any server.");
  static final ConfigOption<String> NOTIFICATION_EXCHANGE =
      text(
          "default_notification_exchange",
          "",
          "Routable: the exchange of notifications that name none; empty for control_exchange.");
  static final ConfigOption<String> RPC_EXCHANGE =
      text(
          "default_rpc_exchange",
          "",
          "Routable: the exchange of requests that name none; empty for control_exchange.");

  static final ConfigOption<Integer> REPLY_CREDIT =
      credit("reply_link_credit", 200, "How many replies may be on their way to this client.");
  static final ConfigOption<Integer> RPC_CREDIT =
      credit(
          "rpc_server_credit",
          100,
          "How many requests may be on their way to each address of a server; never more than it"
              + " has free slots (oslo.messaging: whether it has any or not).");
  static final ConfigOption<Integer> NOTIFY_CREDIT =
      credit(
          "notify_server_credit",
          100,
          "How many notifications may be on their way from each address to a listener; never more"
              + " than it has free slots.");
  static final ConfigOption<List<String>> PRE_SETTLED =
      ConfigOption.list(
          GROUP,
          "pre_settled",
          "rpc-cast,rpc-reply",
          "What is sent without waiting for the broker's word, so that it is lost if the connection"
              + " is: some of rpc-call, rpc-cast, rpc-reply, notify.");
  static final ConfigOption<Boolean> DURABLE_NOTIFICATIONS =
      flag(
          "durable_notifications",
          "true",
          "Whether a broker that has a disk keeps notifications over a restart. oslo.messaging has"
              + " not this option and leaves them in memory.");
  static final ConfigOption<Duration> REPLY_TIMEOUT =
      seconds("default_reply_timeout", "30", "How long a reply waits for credit, in s.");

  static final ConfigOption<String> SASL_MECHANISMS =
      text(
          "sasl_mechanisms",
          "",
          "The SASL mechanisms allowed, the best first, with blanks between them: PLAIN, ANONYMOUS,"
              + " EXTERNAL. Empty for PLAIN where there is a user name, and for no SASL where there"
              + " is none.");
  static final ConfigOption<String> SASL_REALM =
      text("sasl_default_realm", "", "Appended to user names that have no realm: user@realm.");

  static final ConfigOption<Boolean> SSL = flag("ssl", "false", "Whether connections use TLS.");
  static final ConfigOption<String> SSL_CA =
      text(
          "ssl_ca_file",
          "",
          "The authorities trusted, PEM; empty for those of the JVM. Turns TLS on.");
  static final ConfigOption<String> SSL_CERT =
      text("ssl_cert_file", "", "The client's certificate chain, PEM. Turns TLS on.");
  static final ConfigOption<String> SSL_KEY =
      text("ssl_key_file", "", "The client's private key, PEM (PKCS #8).");
  static final ConfigOption<String> SSL_KEY_PASSWORD =
      text("ssl_key_password", "", "What the private key is encrypted with.");
  static final ConfigOption<Boolean> SSL_VERIFY_VHOST =
      flag(
          "ssl_verify_vhost",
          "false",
          "Whether the broker's certificate must name the URL's virtual host instead of the host.");
  static final ConfigOption<Boolean> SSL_HOST_NAME =
      flag(
          "ssl_enforce_hostname_verification",
          "true",
          "Whether the broker's certificate must name the host. oslo.messaging has not this option.");

  private ProtonOptions() {}

  /** Those that have an effect, in the order of the reference page. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        CONTAINER_NAME,
        IDLE_TIMEOUT,
        MAX_FRAME_SIZE,
        RETRY_INTERVAL,
        RETRY_BACKOFF,
        RETRY_INTERVAL_MAX,
        LINK_RETRY_DELAY,
        SENDER_LINK_TIMEOUT,
        ADDRESSING_MODE,
        PSEUDO_VHOST,
        SERVER_PREFIX,
        BROADCAST_PREFIX,
        GROUP_PREFIX,
        RPC_PREFIX,
        NOTIFY_PREFIX,
        MULTICAST,
        UNICAST,
        ANYCAST,
        NOTIFICATION_EXCHANGE,
        RPC_EXCHANGE,
        REPLY_CREDIT,
        RPC_CREDIT,
        NOTIFY_CREDIT,
        PRE_SETTLED,
        DURABLE_NOTIFICATIONS,
        REPLY_TIMEOUT,
        SASL_MECHANISMS,
        SASL_REALM,
        SSL,
        SSL_CA,
        SSL_CERT,
        SSL_KEY,
        SSL_KEY_PASSWORD,
        SSL_VERIFY_VHOST,
        SSL_HOST_NAME);
  }

  /** Those of oslo.messaging that are accepted and have nothing to decide here. */
  public static List<ConfigOption<?>> withoutEffect() {
    return List.of(
        flag("trace", "false", "Nothing: frames hold what messages say, so they are not logged."),
        text("sasl_config_dir", "", "Nothing: SASL is not left to Cyrus."),
        text("sasl_config_name", "", "Nothing: SASL is not left to Cyrus."),
        seconds("default_send_timeout", "30", "Nothing: send_timeout decides."),
        seconds("default_notify_timeout", "30", "Nothing: send_timeout decides."),
        ConfigOption.integer(
            GROUP,
            "default_reply_retry",
            0,
            -1,
            "Nothing: a reply is tried until default_reply_timeout is over."));
  }

  /** The group; it has no old names. */
  public static OptionGroup group() {
    List<ConfigOption<?>> known = new ArrayList<>(all());
    known.addAll(withoutEffect());
    return new OptionGroup(GROUP, known, Map.of(), List.of());
  }

  private static ConfigOption<String> text(String name, String defaultText, String meaning) {
    return ConfigOption.text(GROUP, name, defaultText, meaning);
  }

  private static ConfigOption<Boolean> flag(String name, String defaultText, String meaning) {
    return ConfigOption.flag(GROUP, name, defaultText, meaning);
  }

  private static ConfigOption<Integer> credit(String name, int defaultValue, String meaning) {
    return ConfigOption.integer(GROUP, name, defaultValue, 1, meaning);
  }

  private static ConfigOption<Duration> seconds(String name, String defaultText, String meaning) {
    return ConfigOption.seconds(GROUP, name, defaultText, meaning);
  }
}
