package dev.fjord;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key-values that travel beside a payload: request id, user, project, and whatever else an
 * application puts there. Values are JSON values: null, booleans, numbers, strings, lists, maps.
 *
 * <p>Immutable and thread-safe as long as the values handed in are not changed afterwards.
 *
 * @since 0.1.0
 */
public final class MessageContext {
  private static final MessageContext EMPTY = new MessageContext(Map.of());

  private final Map<String, @Nullable Object> values;

  private MessageContext(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /** The context with nothing in it. */
  public static MessageContext empty() {
    return EMPTY;
  }

  /** A context holding a copy of a map. */
  public static MessageContext of(Map<String, ? extends @Nullable Object> values) {
    return values.isEmpty()
        ? EMPTY
        : new MessageContext(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** A copy with one value added or replaced. */
  public MessageContext with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new MessageContext(Collections.unmodifiableMap(changed));
  }

  /** The value of a key; empty if it is absent or null. */
  public Optional<Object> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** All values, in the order in which they arrived or were added; unmodifiable. */
  public Map<String, @Nullable Object> asMap() {
    return values;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MessageContext that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Names how many values there are and none of them: a context may hold secrets. */
  @Override
  public String toString() {
    return "MessageContext[" + values.size() + " values]";
  }
}
