package dev.fjord;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes and which interface it speaks: exchange, topic, server, fanout; namespace
 * and version.
 *
 * <p>Immutable; each method with an argument returns a changed copy. The meaning of every part is
 * oslo.messaging's.
 *
 * @since 0.1.0
 */
public final class Target {
  private final @Nullable String exchange;
  private final @Nullable String topic;
  private final @Nullable String server;
  private final @Nullable String namespace;
  private final @Nullable String version;
  private final List<String> legacyNamespaces;
  private final boolean fanout;

  private Target(
      @Nullable String exchange,
      @Nullable String topic,
      @Nullable String server,
      @Nullable String namespace,
      @Nullable String version,
      List<String> legacyNamespaces,
      boolean fanout) {
    this.exchange = exchange;
    this.topic = topic;
    this.server = server;
    this.namespace = namespace;
    this.version = version;
    this.legacyNamespaces = legacyNamespaces;
    this.fanout = fanout;
  }

  /** A target with no part set; useful for the interface parts alone. */
  public static Target empty() {
    return new Target(null, null, null, null, null, List.of(), false);
  }

  /**
   * A target for any server of a topic.
   *
   * @throws InvalidTargetException if the name cannot be an address
   */
  public static Target topic(String topic) {
    return empty().withTopic(topic);
  }

  /** A copy with another topic. */
  public Target withTopic(String newTopic) {
    return new Target(
        exchange,
        AddressRules.checked("topic", newTopic),
        server,
        namespace,
        version,
        legacyNamespaces,
        fanout);
  }

  /**
   * A copy with a control exchange of its own instead of the configured {@code control_exchange}.
   */
  public Target exchange(String newExchange) {
    return new Target(
        AddressRules.checked("exchange", newExchange),
        topic,
        server,
        namespace,
        version,
        legacyNamespaces,
        fanout);
  }

  /** A copy for one server by name. */
  public Target server(String newServer) {
    return new Target(
        exchange,
        topic,
        AddressRules.checked("server", newServer),
        namespace,
        version,
        legacyNamespaces,
        fanout);
  }

  /** A copy for any one server of the topic: without a server's name, and no fanout. */
  public Target anyServer() {
    return new Target(
        exchange, topic, null, namespace, version, legacyNamespaces, /* fanout= */ false);
  }

  /** A copy for all servers of the topic. Only casts can go there; fanout wins over a server. */
  public Target fanout() {
    return new Target(
        exchange, topic, server, namespace, version, legacyNamespaces, /* fanout= */ true);
  }

  /** A copy that names the namespace of the methods. */
  public Target namespace(String newNamespace) {
    return new Target(
        exchange,
        topic,
        server,
        Objects.requireNonNull(newNamespace, "namespace"),
        version,
        legacyNamespaces,
        fanout);
  }

  /**
   * A copy that names the interface version, {@code major.minor} or {@code major.minor.revision}.
   */
  public Target version(String newVersion) {
    return new Target(
        exchange,
        topic,
        server,
        namespace,
        Objects.requireNonNull(newVersion, "version"),
        legacyNamespaces,
        fanout);
  }

  /** A copy in the null namespace. */
  public Target withoutNamespace() {
    return new Target(exchange, topic, server, null, version, legacyNamespaces, fanout);
  }

  /** A copy that names no version; a server reads that as 1.0. */
  public Target withoutVersion() {
    return new Target(exchange, topic, server, namespace, null, legacyNamespaces, fanout);
  }

  /** A copy whose endpoint also answers under older namespaces; an empty text means none at all. */
  public Target legacyNamespaces(List<String> newLegacyNamespaces) {
    return new Target(
        exchange, topic, server, namespace, version, List.copyOf(newLegacyNamespaces), fanout);
  }

  /** The exchange; empty means the configured {@code control_exchange}. */
  public Optional<String> exchange() {
    return Optional.ofNullable(exchange);
  }

  /** The topic, if one is set. */
  public Optional<String> topic() {
    return Optional.ofNullable(topic);
  }

  /** The server, if one is named. */
  public Optional<String> server() {
    return Optional.ofNullable(server);
  }

  /** The namespace; empty means the null namespace. */
  public Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  /** The interface version; empty is read as 1.0 by a server. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** Older namespaces that an endpoint also answers to. */
  public List<String> legacyNamespaces() {
    return legacyNamespaces;
  }

  /** Whether all servers of the topic are meant. */
  public boolean isFanout() {
    return fanout;
  }

  /**
   * The topic, which sending and listening need.
   *
   * @throws InvalidTargetException if none is set
   */
  public String requireTopic() {
    if (topic == null) {
      throw new InvalidTargetException(this, "a topic is required; use Target.topic(name)");
    }
    return topic;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Target that
        && fanout == that.fanout
        && Objects.equals(exchange, that.exchange)
        && Objects.equals(topic, that.topic)
        && Objects.equals(server, that.server)
        && Objects.equals(namespace, that.namespace)
        && Objects.equals(version, that.version)
        && legacyNamespaces.equals(that.legacyNamespaces);
  }

  @Override
  public int hashCode() {
    return Objects.hash(exchange, topic, server, namespace, version, legacyNamespaces, fanout);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Target[");
    append(text, "exchange", exchange);
    append(text, "topic", topic);
    append(text, "server", server);
    append(text, "namespace", namespace);
    append(text, "version", version);
    append(text, "fanout", fanout ? "true" : null);
    return text.append(']').toString();
  }

  private static void append(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      if (text.charAt(text.length() - 1) != '[') {
        text.append(", ");
      }
      text.append(name).append('=').append(Escaped.text(value));
    }
  }
}
