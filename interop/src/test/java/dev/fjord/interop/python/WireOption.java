package dev.fjord.interop.python;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Options that both peers know and that change what the broker sees, as in a URL's query. */
enum WireOption {
  /** All defaults. */
  NONE(""),
  /** Shared objects outlive the broker. */
  DURABLE("amqp_durable_queues=true"),
  /** Shared objects vanish with their last user. */
  AUTO_DELETE("amqp_auto_delete=true"),
  /** Mirroring as brokers before 3.0 had it. */
  HA("rabbit_ha_queues=true"),
  /** Shared queues are quorum queues. */
  QUORUM("rabbit_quorum_queue=true"),
  /** Quorum queues with every limit, under the misspelt names of oslo.messaging 14. */
  QUORUM_LIMITS(
      "rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=5"
          + "&rabbit_quroum_max_memory_length=100&rabbit_quroum_max_memory_bytes=100000"),
  /** Reply and fanout queues vanish sooner. */
  TRANSIENT_TTL("rabbit_transient_queues_ttl=60"),
  /** A limit on unacknowledged messages. */
  PREFETCH("rabbit_qos_prefetch_count=7"),
  /** Consumers ask to be cancelled on failover. */
  CANCEL_ON_FAILOVER("enable_cancel_on_failover=true"),
  /** Bodies are compressed. */
  GZIP("kombu_compression=gzip");

  private final String query;

  WireOption(String query) {
    this.query = query;
  }

  /** A URL with the option in its query. */
  String in(String url) {
    return query.isEmpty() ? url : url + "?" + query;
  }

  /** The same as keys of a configuration, the limits under their right names. */
  Map<String, String> configuration() {
    return query.isEmpty()
        ? Map.of()
        : Arrays.stream(query.replace("quroum", "quorum").split("&"))
            .map(pair -> pair.split("="))
            .collect(Collectors.toMap(pair -> "oslo_messaging_rabbit." + pair[0], pair -> pair[1]));
  }
}
