package dev.fjord;

import static dev.fjord.ConfigOption.DEFAULT_GROUP;

import java.time.Duration;
import java.util.List;

/**
 * The options of the library itself. Those of a driver are declared by the driver.
 *
 * @since 0.1.0
 */
public final class CoreOptions {
  private static final String NOTIFICATIONS = "oslo_messaging_notifications";
  private static final String METRICS = "oslo_messaging_metrics";

  /** Which broker carries the messages. */
  public static final ConfigOption<String> TRANSPORT_URL =
      ConfigOption.text(
          DEFAULT_GROUP, "transport_url", "fake://", "Which broker carries the messages.");

  /** The executor that decides the threads. */
  public static final ConfigOption<String> EXECUTOR =
      ConfigOption.text(
          DEFAULT_GROUP,
          "executor",
          "hybrid",
          "Which executor decides the threads: blocking, hybrid, async, or a plug-in's name.");

  /** The exchange of targets that name none. */
  public static final ConfigOption<String> CONTROL_EXCHANGE =
      ConfigOption.text(
          DEFAULT_GROUP,
          "control_exchange",
          "openstack",
          "The exchange of targets that name none of their own.");

  /** How long a call waits for its reply. */
  public static final ConfigOption<Duration> RPC_RESPONSE_TIMEOUT =
      ConfigOption.seconds(
          DEFAULT_GROUP,
          "rpc_response_timeout",
          "60",
          "How long a call waits for its reply, in s.");

  /** How long a send waits for the broker. */
  public static final ConfigOption<Duration> SEND_TIMEOUT =
      ConfigOption.seconds(
          DEFAULT_GROUP,
          "send_timeout",
          "30",
          "How long a cast or notification waits for the broker to take it, in s.");

  /** The workers of the blocking executor. */
  public static final ConfigOption<Integer> EXECUTOR_THREAD_POOL_SIZE =
      ConfigOption.integer(
              DEFAULT_GROUP,
              "executor_thread_pool_size",
              64,
              1,
              "How many workers the blocking executor has, for each server.")
          .formerly("rpc_thread_pool_size");

  /** The most messages a server works on at a time. */
  public static final ConfigOption<Integer> EXECUTOR_MAX_IN_FLIGHT =
      ConfigOption.integer(
          DEFAULT_GROUP,
          "executor_max_in_flight",
          1024,
          1,
          "How many unfinished messages a server holds at most; the rest waits at the broker.");

  /** The event loops of a server. */
  public static final ConfigOption<Integer> EVENT_LOOPS =
      ConfigOption.integer(
          DEFAULT_GROUP,
          "event_loops",
          1,
          1,
          "How many event loops a server has. With one, its asynchronous methods need no locks.");

  /** The time an endpoint method may take when the message carries no budget. */
  public static final ConfigOption<Duration> ENDPOINT_TIMEOUT =
      ConfigOption.seconds(
          DEFAULT_GROUP,
          "endpoint_timeout",
          "300",
          "How long the stage of an asynchronous method may stay incomplete when the message"
              + " carries no budget of its own, in s.");

  /** How long an asynchronous method may hold its loop. */
  public static final ConfigOption<Duration> BLOCKED_LOOP_LIMIT =
      ConfigOption.seconds(
          DEFAULT_GROUP,
          "blocked_loop_limit",
          "0.1",
          "How long an asynchronous method may hold its event loop before it is reported, in s; 0 for"
              + " any time.");

  /** What becomes of a method that blocks its loop again and again. */
  public static final ConfigOption<String> BLOCKED_LOOP_POLICY =
      ConfigOption.choice(
          DEFAULT_GROUP,
          "blocked_loop_policy",
          List.of("report", "move"),
          "What becomes of a method that blocks its event loop: report, or move, by which executor"
              + " hybrid runs it on virtual threads after the third time.");

  /** Whether servers measure what a porting report shows. */
  public static final ConfigOption<Boolean> PORTING_REPORT =
      ConfigOption.flag(
          DEFAULT_GROUP,
          "porting_report",
          "true",
          "Whether servers measure how their methods use threads, for the porting report. What is"
              + " guarded by blocked_loop_limit is measured all the same.");

  /** Whether the Flight Recorder is told of calls. */
  public static final ConfigOption<Boolean> FLIGHT_RECORDER_EVENTS =
      ConfigOption.flag(
          DEFAULT_GROUP,
          "flight_recorder_events",
          "false",
          "Whether calls of endpoint methods and blocked event loops are events of the JDK's Flight"
              + " Recorder.");

  /** The largest message, in both directions. */
  public static final ConfigOption<Integer> MAX_MESSAGE_SIZE =
      ConfigOption.integer(
          DEFAULT_GROUP,
          "max_message_size",
          16 * 1024 * 1024,
          1024,
          "The largest message that is sent or taken, in bytes.");

  /** Whether callers see stack traces. */
  public static final ConfigOption<Boolean> RPC_ERROR_TRACES =
      ConfigOption.flag(
          DEFAULT_GROUP,
          "rpc_error_traces",
          "false",
          "Whether a failed call's reply carries the endpoint's stack trace.");

  /** Whether servers answer pings. */
  public static final ConfigOption<Boolean> RPC_PING_ENABLED =
      ConfigOption.flag(
          DEFAULT_GROUP,
          "rpc_ping_enabled",
          "false",
          "Whether servers answer the method oslo_rpc_server_ping, which tells that they are alive.");

  /** Whether servers tell about themselves. */
  public static final ConfigOption<Boolean> RPC_INTROSPECTION_ENABLED =
      ConfigOption.flag(
          DEFAULT_GROUP,
          "rpc_introspection_enabled",
          "false",
          "Whether servers answer the methods ping, info and stats of the namespace fjord.server:"
              + " who they are, what they serve, and how each method fares.");

  /** The notification topics. */
  public static final ConfigOption<List<String>> NOTIFICATION_TOPICS =
      ConfigOption.list(
              NOTIFICATIONS,
              "topics",
              "notifications",
              "The topics that notifications are sent to.")
          .formerly("notification_topics", "rpc_notifier2.topics");

  /** Where notifications go. */
  public static final ConfigOption<List<String>> NOTIFICATION_DRIVERS =
      ConfigOption.multi(
              NOTIFICATIONS,
              "driver",
              "messagingv2",
              "Where notifications go, any of: messagingv2 (the broker, in an envelope), messaging (the"
                  + " broker, bare), log, routing, test, noop, or a plug-in's name. With none nothing is"
                  + " emitted (oslo.messaging: none).")
          .formerly("notification_driver");

  /** The broker of notifications. */
  public static final ConfigOption<String> NOTIFICATION_TRANSPORT_URL =
      ConfigOption.text(
              NOTIFICATIONS,
              "transport_url",
              "",
              "Which broker carries the notifications of transports that are opened for them; empty for"
                  + " transport_url.")
          .formerly("notification_transport_url");

  /** How often a notification is sent again. */
  public static final ConfigOption<Integer> NOTIFICATION_RETRY =
      ConfigOption.integer(
          NOTIFICATIONS,
          "retry",
          -1,
          -1,
          "How often a notification that the broker did not take is sent again within send_timeout;"
              + " -1 for as often as that allows (oslo.messaging: for ever).");

  private CoreOptions() {}

  /** All of them, in the order of the reference page. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        TRANSPORT_URL,
        EXECUTOR,
        CONTROL_EXCHANGE,
        RPC_RESPONSE_TIMEOUT,
        SEND_TIMEOUT,
        EXECUTOR_THREAD_POOL_SIZE,
        EXECUTOR_MAX_IN_FLIGHT,
        EVENT_LOOPS,
        ENDPOINT_TIMEOUT,
        BLOCKED_LOOP_LIMIT,
        BLOCKED_LOOP_POLICY,
        PORTING_REPORT,
        FLIGHT_RECORDER_EVENTS,
        MAX_MESSAGE_SIZE,
        RPC_ERROR_TRACES,
        RPC_PING_ENABLED,
        RPC_INTROSPECTION_ENABLED,
        NOTIFICATION_TOPICS,
        NOTIFICATION_DRIVERS,
        NOTIFICATION_TRANSPORT_URL,
        NOTIFICATION_RETRY);
  }

  /** Those of oslo.messaging that are accepted and decide nothing here. */
  public static List<ConfigOption<?>> withoutEffect() {
    String pool = "Nothing: there is no pool of connections.";
    String metrics =
        "Nothing: metrics are what the jar fjord-telemetry-micrometer or a listener of yours makes"
            + " of them.";
    return List.of(
        ConfigOption.text(DEFAULT_GROUP, "rpc_conn_pool_size", "30", pool).withoutEffect(),
        ConfigOption.text(DEFAULT_GROUP, "conn_pool_min_size", "2", pool).withoutEffect(),
        ConfigOption.text(DEFAULT_GROUP, "conn_pool_ttl", "1200", pool).withoutEffect(),
        ConfigOption.text(
                NOTIFICATIONS,
                "routing_config",
                "",
                "Nothing without the jar fjord-notify-routing.")
            .withoutEffect(),
        ConfigOption.text(METRICS, "metrics_enabled", "false", metrics).withoutEffect(),
        ConfigOption.text(METRICS, "metrics_buffer_size", "1000", metrics).withoutEffect(),
        ConfigOption.text(
                METRICS, "metrics_socket_file", "/var/tmp/metrics_collector.sock", metrics)
            .withoutEffect(),
        ConfigOption.text(METRICS, "metrics_process_name", "", metrics).withoutEffect(),
        ConfigOption.text(METRICS, "metrics_thread_stop_timeout", "10", metrics).withoutEffect());
  }
}
