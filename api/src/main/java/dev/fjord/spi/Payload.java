package dev.fjord.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a received message, less those that belong to its wire. Values stay ranges of the
 * received bytes until somebody binds them.
 *
 * <p>Immutable once built. Looking a field up walks the few fields there are.
 *
 * @since 0.1.0
 */
public final class Payload {
  private final String[] names;
  private final JsonText[] values;
  private final int size;

  private Payload(String[] names, JsonText[] values, int size) {
    this.names = names;
    this.values = values;
    this.size = size;
  }

  /** Starts an empty payload. */
  public static Builder builder() {
    return new Builder();
  }

  /** A field's value; the last one, if a name was received twice. */
  public Optional<JsonText> field(String name) {
    for (int i = size - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return Optional.of(values[i]);
      }
    }
    return Optional.empty();
  }

  /** Hands each field to a visitor, in order of arrival, names that came twice included. */
  public void forEach(BiConsumer<String, JsonText> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(names[i], values[i]);
    }
  }

  /** How many fields there are, names that came twice included. */
  public int size() {
    return size;
  }

  /** The names, in order of arrival. */
  public List<String> names() {
    return List.of(Arrays.copyOf(names, size));
  }

  /** The names and none of the values. */
  @Override
  public String toString() {
    return "Payload[" + size + " fields]";
  }

  /** Collects fields. Confined to one thread. */
  public static final class Builder {
    private String[] names = new String[8];
    private @Nullable JsonText[] values = new JsonText[8];
    private int size;

    private Builder() {}

    /** Adds a field. */
    public Builder add(String name, JsonText value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size++] = value;
      return this;
    }

    /** The payload; the builder is not to be used again. */
    @SuppressWarnings("NullAway") // every slot below size was filled by add
    public Payload build() {
      return new Payload(names, values, size);
    }
  }
}
