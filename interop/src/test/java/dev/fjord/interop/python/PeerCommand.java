package dev.fjord.interop.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command to a Python client, built up by methods that change and return it.
 *
 * <p>Confined to one thread.
 */
public final class PeerCommand {
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> args = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> context = new LinkedHashMap<>();

  private PeerCommand(String operation) {
    fields.put("op", operation);
  }

  /** A call: the answer is the result of the remote method. */
  public static PeerCommand call(String topic, String method) {
    return new PeerCommand("call").with("topic", topic).with("method", method);
  }

  /** A cast: answered when the broker has it. */
  public static PeerCommand cast(String topic, String method) {
    return new PeerCommand("cast").with("topic", topic).with("method", method);
  }

  /** A cast to all servers of a topic. */
  public static PeerCommand fanout(String topic, String method) {
    return new PeerCommand("fanout").with("topic", topic).with("method", method);
  }

  /** A notification; by default priority info, driver messagingv2, topic notifications. */
  public static PeerCommand notify(String eventType, Object payload) {
    return new PeerCommand("notify").with("event_type", eventType).with("payload", payload);
  }

  /** Starts one more server in the client's process, which lives until it is ended by its name. */
  public static PeerCommand serve(String topic, String server) {
    return new PeerCommand("serve").with("topic", topic).with("server", server);
  }

  /** Starts a listener in the client's process, which lives until it is ended by its name. */
  public static PeerCommand listen(String name, String topic) {
    return new PeerCommand("listen")
        .with("name", name)
        .with("targets", List.of(Map.of("topic", topic)));
  }

  /** Ends a server or listener that the client started. */
  public static PeerCommand end(String name) {
    return new PeerCommand("end").with("name", name);
  }

  /** Asks whether a client's version cap lets requests of a version pass. */
  public static PeerCommand canSend(String version, String cap) {
    return new PeerCommand("can_send_version")
        .with("topic", "any")
        .with("version_cap", cap)
        .with("requested", version);
  }

  /** Lists the options that the library has in a group. */
  public static PeerCommand options(String group) {
    return new PeerCommand("options").with("group", group);
  }

  /** Asks what values the library has by a file, which also refers to others' options. */
  public static PeerCommand conf(Path file, List<List<String>> others) {
    return new PeerCommand("conf").with("file", file.toString()).with("others", others);
  }

  /** Asks how the library reads a transport URL. */
  public static PeerCommand parseUrl(String text) {
    return new PeerCommand("parse_url").with("text", text);
  }

  /** Logs through the library's handler, which notifies. */
  public static PeerCommand log(String logger, String text) {
    return new PeerCommand("log").with("logger", logger).with("level", 40).with("text", text);
  }

  /** Asks whether a filter rule matches each of some notifications. */
  public static PeerCommand filter(Map<String, ?> rule, List<?> notifications) {
    return new PeerCommand("filter").with("rule", rule).with("notifications", notifications);
  }

  /** Asks which drivers a file of routes gives each of some notifications to. */
  public static PeerCommand route(Path file, List<?> notifications) {
    return new PeerCommand("route")
        .with("file", file.toString())
        .with("notifications", notifications);
  }

  /** Goes to another URL than the client's own, so with other options in its query. */
  public PeerCommand on(String url) {
    return with("url", url);
  }

  /** Adds a named argument of the remote method. */
  public PeerCommand arg(String name, @Nullable Object value) {
    args.put(name, value);
    return this;
  }

  /** Adds an entry of the request context. */
  public PeerCommand context(String key, @Nullable Object value) {
    context.put(key, value);
    return this;
  }

  /** Addresses one server. */
  public PeerCommand server(String server) {
    return with("server", server);
  }

  /** Sets the namespace. */
  public PeerCommand namespace(String namespace) {
    return with("namespace", namespace);
  }

  /** Sets the version. */
  public PeerCommand version(String version) {
    return with("version", version);
  }

  /** Sets the time limit of a call. */
  public PeerCommand timeout(Duration timeout) {
    return with("timeout", timeout.toMillis() / 1000.0);
  }

  /** Asks the server for signs of life. */
  public PeerCommand monitor(Duration timeout) {
    return with("call_monitor_timeout", timeout.toSeconds());
  }

  /** Sets the priority of a notification: audit, debug, info, warn, error, critical, sample. */
  public PeerCommand priority(String priority) {
    return with("priority", priority);
  }

  /** Sets the driver of a notification: messaging or messagingv2. */
  public PeerCommand driver(String driver) {
    return with("driver", driver);
  }

  /** Sets the topics of a notification. */
  public PeerCommand topics(String... topics) {
    return with("topics", List.of(topics));
  }

  /** Sets any other field, by the name it has in the peer's protocol. */
  public PeerCommand with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  Map<String, Object> withId(long id) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("id", id);
    if (!args.isEmpty()) {
      all.put("args", args);
    }
    if (!context.isEmpty()) {
      all.put("ctxt", context);
    }
    return all;
  }
}
