package dev.fjord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one transport URL. Confined to the thread that creates it. */
final class TransportUrlParser {
  private final String url;

  TransportUrlParser(String url) {
    this.url = url;
  }

  TransportUrl parse() {
    int schemeEnd = url.indexOf("://");
    if (schemeEnd <= 0) {
      throw refused("it must begin with a driver's scheme, as in rabbit://host/ or fake://");
    }
    String scheme = url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    int variant = scheme.indexOf('+');
    if (variant >= 0) {
      scheme = scheme.substring(0, variant);
    }
    if (!scheme.matches("[a-z][a-z0-9._-]*")) {
      throw refused("its scheme is not a name");
    }
    String rest = url.substring(schemeEnd + 3);
    int queryStart = rest.indexOf('?');
    Map<String, String> query =
        queryStart < 0 ? Map.of() : parseQuery(rest.substring(queryStart + 1));
    String beforeQuery = queryStart < 0 ? rest : rest.substring(0, queryStart);
    int pathStart = beforeQuery.indexOf('/');
    String hosts = pathStart < 0 ? beforeQuery : beforeQuery.substring(0, pathStart);
    String path = pathStart < 0 ? "" : beforeQuery.substring(pathStart + 1);
    return new TransportUrl(scheme, parseHosts(hosts), path.isEmpty() ? null : decode(path), query);
  }

  private List<HostAddress> parseHosts(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<HostAddress> hosts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isEmpty()) {
        throw refused("a host between commas is empty");
      }
      hosts.add(parseHost(part));
    }
    return hosts;
  }

  private HostAddress parseHost(String text) {
    // The last @ ends the credentials: a password may hold one.
    int at = text.lastIndexOf('@');
    String credentials = at < 0 ? null : text.substring(0, at);
    String address = text.substring(at + 1);
    String host = address;
    String port = "";
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      if (end < 0) {
        throw refused("an IPv6 address lacks its closing bracket");
      }
      host = address.substring(1, end);
      String tail = address.substring(end + 1);
      if (!tail.isEmpty() && !tail.startsWith(":")) {
        throw refused("only a port may follow an IPv6 address");
      }
      port = tail.isEmpty() ? "" : required(tail.substring(1));
    } else if (address.indexOf(':') == address.lastIndexOf(':') && address.indexOf(':') >= 0) {
      int colon = address.indexOf(':');
      host = address.substring(0, colon);
      port = required(address.substring(colon + 1));
    } else if (address.indexOf(':') >= 0 && !address.matches("[0-9A-Fa-f:.]+(%[\\w.-]+)?")) {
      throw refused("a host has more than one colon and is no IPv6 address");
    }
    return new HostAddress(host, parsePort(port), user(credentials), password(credentials));
  }

  private String required(String port) {
    if (port.isEmpty()) {
      throw refused("a port is missing after its colon");
    }
    return port;
  }

  private int parsePort(String text) {
    if (text.isEmpty()) {
      return -1;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw refused("a port must be a number from 0 to 65535");
    }
    throw refused("a port must be a number from 0 to 65535");
  }

  private @Nullable String user(@Nullable String credentials) {
    if (credentials == null) {
      return null;
    }
    int colon = credentials.indexOf(':');
    return decode(colon < 0 ? credentials : credentials.substring(0, colon));
  }

  private @Nullable String password(@Nullable String credentials) {
    if (credentials == null) {
      return null;
    }
    int colon = credentials.indexOf(':');
    return colon < 0 ? "" : decode(credentials.substring(colon + 1));
  }

  private Map<String, String> parseQuery(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1).replace('+', ' '));
      query.merge(name, value, (first, second) -> first + "," + second);
    }
    return Collections.unmodifiableMap(query);
  }

  private String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (encoded[i] == '%' && high >= 0 && low >= 0) {
        decoded[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        decoded[length++] = encoded[i];
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  private InvalidTransportUrlException refused(String reason) {
    int schemeEnd = url.indexOf("://");
    // Nothing after the scheme is shown: it may hold a password.
    String shown =
        schemeEnd < 0 ? "" : " '" + Escaped.text(url.substring(0, schemeEnd)) + "://...'";
    return new InvalidTransportUrlException(
        "The transport URL" + shown + " cannot be used: " + reason);
  }
}
