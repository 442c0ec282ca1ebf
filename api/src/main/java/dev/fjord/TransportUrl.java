package dev.fjord;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which broker carries the messages, in oslo.messaging's grammar:
 *
 * <pre>
 * scheme://[user[:password]@]host[:port][,[user[:password]@]host[:port]]...[/virtual_host][?option=value&amp;...]
 * </pre>
 *
 * <p>The scheme names the driver; options in the query override the driver's own configuration.
 *
 * @since 0.1.0
 */
public final class TransportUrl {
  private final String scheme;
  private final List<HostAddress> hosts;
  private final @Nullable String virtualHost;
  private final Map<String, String> query;

  TransportUrl(
      String scheme,
      List<HostAddress> hosts,
      @Nullable String virtualHost,
      Map<String, String> query) {
    this.scheme = scheme;
    this.hosts = List.copyOf(hosts);
    this.virtualHost = virtualHost;
    this.query = query;
  }

  /**
   * Reads a URL.
   *
   * @throws InvalidTransportUrlException if the text is not a transport URL; the message shows no
   *     password
   */
  public static TransportUrl parse(String url) {
    return new TransportUrlParser(url).parse();
  }

  /** The driver's name: the scheme, without what follows a {@code +}. */
  public String scheme() {
    return scheme;
  }

  /** The brokers, in the order written; may be empty. */
  public List<HostAddress> hosts() {
    return hosts;
  }

  /** The virtual host, percent-decoded; empty if the URL names none. */
  public Optional<String> virtualHost() {
    return Optional.ofNullable(virtualHost);
  }

  /** The options of the query; an option given twice has both values, joined with a comma. */
  public Map<String, String> query() {
    return query;
  }

  /** Equal if they reach the same place: the query is not compared. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransportUrl that
        && scheme.equals(that.scheme)
        && hosts.equals(that.hosts)
        && Objects.equals(virtualHost, that.virtualHost);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, hosts, virtualHost);
  }

  /** The URL without passwords and without its query. */
  @Override
  public String toString() {
    return scheme
        + "://"
        + hosts.stream().map(HostAddress::toString).collect(Collectors.joining(","))
        + (virtualHost == null ? "" : "/" + Escaped.text(virtualHost));
  }
}
