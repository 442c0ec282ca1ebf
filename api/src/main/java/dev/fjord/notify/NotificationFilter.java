package dev.fjord.notify;

import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications an endpoint wants: oslo.messaging's filter rule. Every part that is given
 * must match. A part is a regular expression, looked for at the start of a string: {@code
 * compute\.} matches {@code compute.host1}, {@code ^compute$} does not. A key that is missing, and
 * a value that is no string, do not match.
 *
 * <p>Expressions are Java's, in a mode in which what Python has as well means the same: {@code \d}
 * and {@code \w} know all of Unicode, and only a line feed ends a line.
 *
 * <p>Immutable and thread-safe. It is applied where the endpoint's method runs, so an expression
 * that takes long delays nobody else.
 *
 * @since 0.1.0
 */
public final class NotificationFilter {
  private static final NotificationFilter EVERYTHING = builder().build();

  private final @Nullable Pattern publisherId;
  private final @Nullable Pattern eventType;
  private final Map<String, Pattern> context;
  private final Map<String, Pattern> metadata;
  private final Map<String, Pattern> payload;

  private NotificationFilter(Builder builder) {
    publisherId = builder.publisherId;
    eventType = builder.eventType;
    context = Map.copyOf(builder.context);
    metadata = Map.copyOf(builder.metadata);
    payload = Map.copyOf(builder.payload);
  }

  /** Starts a filter that lets everything through. */
  public static Builder builder() {
    return new Builder();
  }

  static NotificationFilter everything() {
    return EVERYTHING;
  }

  /** Whether every part matches. */
  public boolean matches(Notification notification) {
    return matches(publisherId, notification.text("publisher_id"))
        && matches(eventType, notification.text("event_type"))
        && matchesAll(context, key -> string(notification.context().asMap().get(key)))
        && matchesAll(metadata, key -> metadata(notification, key))
        && matchesPayload(notification);
  }

  /** Those of some notifications that match, in their order. */
  List<Notification> wanted(List<Notification> all) {
    return this == EVERYTHING ? all : all.stream().filter(this::matches).toList();
  }

  private boolean matchesPayload(Notification notification) {
    if (payload.isEmpty()) {
      return true;
    }
    Payload fields = notification.payloadFields();
    return matchesAll(
        payload,
        key -> {
          Optional<JsonText> value = fields.field(key);
          return value.flatMap(notification::string);
        });
  }

  private static boolean matchesAll(
      Map<String, Pattern> patterns, Function<String, Optional<String>> values) {
    return patterns.entrySet().stream()
        .allMatch(entry -> matches(entry.getValue(), values.apply(entry.getKey())));
  }

  private static boolean matches(@Nullable Pattern pattern, Optional<String> text) {
    return pattern == null
        || text.filter(present -> pattern.matcher(present).lookingAt()).isPresent();
  }

  private static Optional<String> metadata(Notification notification, String key) {
    return switch (key) {
      case "message_id", "timestamp" -> notification.text(key);
      default -> Optional.empty();
    };
  }

  private static Optional<String> string(@Nullable Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * Collects the parts; one that is given again replaces what was there. Every method throws {@link
   * java.util.regex.PatternSyntaxException} for what is no regular expression. Confined to one
   * thread.
   */
  public static final class Builder {
    private final Map<String, Pattern> context = new LinkedHashMap<>();
    private final Map<String, Pattern> metadata = new LinkedHashMap<>();
    private final Map<String, Pattern> payload = new LinkedHashMap<>();
    private @Nullable Pattern publisherId;
    private @Nullable Pattern eventType;

    private Builder() {}

    /** Asks for a value of the context. */
    public Builder context(String key, String regex) {
      context.put(key, pattern(regex));
      return this;
    }

    /** Asks for a publisher. */
    public Builder publisherId(String regex) {
      publisherId = pattern(regex);
      return this;
    }

    /** Asks for an event type. */
    public Builder eventType(String regex) {
      eventType = pattern(regex);
      return this;
    }

    /** Asks for a {@code message_id} or a {@code timestamp}; no other metadata is ever there. */
    public Builder metadata(String key, String regex) {
      metadata.put(key, pattern(regex));
      return this;
    }

    /** Asks for a value at the top level of the payload, which has to be a JSON object. */
    public Builder payload(String key, String regex) {
      payload.put(key, pattern(regex));
      return this;
    }

    /** The filter with the parts collected so far. */
    public NotificationFilter build() {
      return new NotificationFilter(this);
    }

    private static Pattern pattern(String regex) {
      return Pattern.compile(regex, Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS);
    }
  }
}
