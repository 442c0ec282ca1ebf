package dev.fjord;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One broker of a {@link TransportUrl}: host, port and the credentials for it.
 *
 * @since 0.1.0
 */
public final class HostAddress {
  private final String host;
  private final int port;
  private final @Nullable String user;
  private final @Nullable String password;

  HostAddress(String host, int port, @Nullable String user, @Nullable String password) {
    this.host = host;
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** The host name or address; an IPv6 address without its brackets. */
  public String host() {
    return host;
  }

  /** The port; empty means the driver's default. */
  public OptionalInt port() {
    return port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The user name, percent-decoded. Hosts do not inherit each other's credentials. */
  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /** The password, percent-decoded. */
  public Optional<String> password() {
    return Optional.ofNullable(password);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HostAddress that
        && host.equals(that.host)
        && port == that.port
        && Objects.equals(user, that.user)
        && Objects.equals(password, that.password);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, port, user, password);
  }

  /** Host and port, with the user name but never the password. */
  @Override
  public String toString() {
    String name = host.indexOf(':') >= 0 ? "[" + Escaped.text(host) + "]" : Escaped.text(host);
    String credentials = user == null ? "" : Escaped.text(user) + ":***@";
    return credentials + name + (port < 0 ? "" : ":" + port);
  }
}
