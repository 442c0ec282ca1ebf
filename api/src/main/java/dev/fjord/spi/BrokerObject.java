package dev.fjord.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Something that a driver makes at the broker, or makes sure of, before messages pass.
 *
 * @param kind in the words of the wire: {@code exchange}, {@code queue}, {@code binding}, …
 * @param name its name; what is made up anew each time stands in angle brackets
 * @param attributes its flags and arguments, in the order they are told
 * @since 0.1.0
 */
public record BrokerObject(String kind, String name, Map<String, Object> attributes) {
  /** Copies the attributes. */
  public BrokerObject {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  @Override
  public String toString() {
    return kind
        + " "
        + name
        + attributes.entrySet().stream()
            .map(each -> " " + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
  }
}
