package dev.fjord.driver.amqp.rabbit.config;

import dev.fjord.ConfigurationException;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.driver.amqp.net.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses settings that cannot work together, and warns of those that are not what they seem. */
final class SettingsCheck {
  private static final Logger LOG = LoggerFactory.getLogger("dev.fjord.config");
  private static final int MOST_SHORT = 65_535;

  private final RabbitSettings settings;
  private final FjordConfig config;

  SettingsCheck(RabbitSettings settings, FjordConfig config) {
    this.settings = settings;
    this.config = config;
  }

  void run() {
    refuseQueues();
    refuseLinks();
    warnOfQueues();
    warnOfOthers();
  }

  private void refuseQueues() {
    TopologySettings topology = settings.topology();
    int prefetch = settings.messaging().prefetch();
    refuseIf(
        topology.mirrored() && (topology.quorum() || topology.transientQuorum()),
        "rabbit_ha_queues and quorum queues exclude each other: a quorum queue is replicated"
            + " already. Unset rabbit_ha_queues.");
    refuseIf(
        topology.autoDelete() && topology.quorum(),
        "amqp_auto_delete and rabbit_quorum_queue exclude each other: the broker refuses quorum"
            + " queues that delete themselves. Unset amqp_auto_delete.");
    refuseIf(
        topology.streamFanout() && prefetch == 0,
        "rabbit_stream_fanout needs rabbit_qos_prefetch_count > 0: a stream is not read without a"
            + " limit.");
    refuseIf(
        topology.streamFanout() && !topology.transientQuorum(),
        "rabbit_stream_fanout needs rabbit_transient_quorum_queue = true.");
    refuseIf(prefetch > MOST_SHORT, "rabbit_qos_prefetch_count can be at most 65535.");
  }

  private void refuseLinks() {
    TlsSettings tls = settings.tls();
    LinkSettings link = settings.link();
    refuseIf(
        tls.keyFile().isEmpty() != tls.certFile().isEmpty(),
        "ssl_key_file and ssl_cert_file are only of use together; one of them is not set.");
    refuseIf(
        link.loginMethod().equals("EXTERNAL") && !tls.enabled(),
        "rabbit_login_method = EXTERNAL takes the user from a TLS certificate, and the connection"
            + " has no TLS: set ssl = true, or another rabbit_login_method.");
    refuseIf(
        link.heartbeat().toSeconds() > MOST_SHORT,
        "heartbeat_timeout_threshold can be at most 65535 s.");
    refuseIf(
        link.backoff().ceiling().toMillis() < 1,
        "rabbit_interval_max must be more than 0: attempts without a pause are a storm.");
  }

  private void warnOfQueues() {
    TopologySettings topology = settings.topology();
    TopologySettings.QuorumLimits limits = topology.limits();
    warnIf(
        !topology.quorum()
            && limits.deliveries() + limits.memoryLength() + limits.memoryBytes() > 0,
        "rabbit_quorum_delivery_limit and rabbit_quorum_max_memory_* have no effect without"
            + " rabbit_quorum_queue = true.");
    warnIf(
        topology.transientTtl().isZero() && !settings.naming().managed(),
        "rabbit_transient_queues_ttl = 0: reply and fanout queues of processes that were killed"
            + " stay at the broker for ever, under names that nobody uses again. Set a ttl, or"
            + " use_queue_manager = true.");
    warnIf(
        !settings.naming().managed()
            && !(settings.naming().host() + settings.naming().process()).isEmpty(),
        "hostname and processname have no effect without use_queue_manager = true.");
  }

  private void warnOfOthers() {
    TlsSettings tls = settings.tls();
    MessagingSettings messaging = settings.messaging();
    warnIf(
        !tls.enabled()
            && !(tls.caFile() + tls.certFile() + tls.keyFile() + tls.version()).isEmpty(),
        "ssl_* options have no effect without ssl = true or a rabbits:// URL: the connection is"
            + " NOT encrypted.");
    warnIf(
        messaging.replyRetry().compareTo(config.get(CoreOptions.RPC_RESPONSE_TIMEOUT)) > 0,
        "kombu_missing_consumer_retry_timeout is longer than rpc_response_timeout: replies are"
            + " tried for longer than their callers wait.");
    warnIf(
        messaging.guarantees() == PublishGuarantee.WRITTEN
            && (settings.topology().durable() || settings.topology().quorum()),
        "rabbit_guarantees = fast loses what the broker had not taken when a connection ends;"
            + " durable and quorum queues keep only what arrived. Python peers confirm what they"
            + " send. Use rabbit_guarantees = oslo where nothing may be lost.");
  }

  private static void refuseIf(boolean wrong, String message) {
    if (wrong) {
      throw new ConfigurationException("[" + RabbitOptions.GROUP + "] " + message);
    }
  }

  private static void warnIf(boolean odd, String message) {
    if (odd) {
      LOG.warn("[{}] {}", RabbitOptions.GROUP, message);
    }
  }
}
