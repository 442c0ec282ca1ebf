package dev.fjord.rpc;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The JSON that values of a type are written as, as far as the type tells.
 *
 * @param kind the kind of JSON value
 * @param width of whole numbers: how large they may be, in bytes; else 0
 * @param inner what a list or a map holds
 */
record JsonShape(Kind kind, int width, List<JsonShape> inner) {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private static final Map<Class<?>, Integer> WHOLE =
      Map.ofEntries(
          Map.entry(byte.class, 1),
          Map.entry(Byte.class, 1),
          Map.entry(short.class, 2),
          Map.entry(Short.class, 2),
          Map.entry(int.class, 4),
          Map.entry(Integer.class, 4),
          Map.entry(long.class, 8),
          Map.entry(Long.class, 8),
          Map.entry(BigInteger.class, UNLIMITED));

  private static final List<Class<?>> DECIMAL =
      List.of(float.class, Float.class, double.class, Double.class, BigDecimal.class);

  private static final List<Class<?>> TEXT =
      List.of(
          CharSequence.class,
          char.class,
          Character.class,
          Enum.class,
          Temporal.class,
          UUID.class,
          URI.class,
          URL.class,
          Locale.class,
          byte[].class);

  /** A kind of JSON value. */
  enum Kind {
    /** Whatever there is. */
    ANY,
    /** Null, always. */
    NOTHING,
    /** True or false. */
    FLAG,
    /** A number without a fraction. */
    WHOLE,
    /** A number. */
    DECIMAL,
    /** A text. */
    TEXT,
    /** A list. */
    LIST,
    /** An object. */
    OBJECT
  }

  /** The shape of a type's values. */
  static JsonShape of(Type type) {
    if (type instanceof Class<?> plain) {
      return ofClass(plain);
    }
    if (type instanceof GenericArrayType array) {
      return new JsonShape(Kind.LIST, 0, List.of(of(array.getGenericComponentType())));
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    return type instanceof ParameterizedType parameterized
        ? ofParameterized(parameterized, (Class<?>) parameterized.getRawType())
        : just(Kind.ANY);
  }

  /** Whether every value of this shape can be read as the other, null aside. */
  boolean fits(JsonShape other) {
    if (kind == Kind.ANY || other.kind == Kind.ANY) {
      return true;
    }
    if (kind == Kind.WHOLE && other.kind == Kind.DECIMAL) {
      return true;
    }
    if (kind != other.kind || width > other.width) {
      return false;
    }
    // A record and a map may stand for each other; only two of one make can be compared further.
    if (inner.size() == other.inner.size()) {
      for (int i = 0; i < inner.size(); i++) {
        if (!inner.get(i).fits(other.inner.get(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static JsonShape ofParameterized(ParameterizedType type, Class<?> raw) {
    Type[] arguments = type.getActualTypeArguments();
    if (Optional.class.isAssignableFrom(raw)) {
      return of(arguments[0]);
    }
    if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
      return new JsonShape(Kind.LIST, 0, List.of(of(arguments[0])));
    }
    if (Map.class.isAssignableFrom(raw) && arguments.length == 2) {
      // Names are text, whatever their type.
      return new JsonShape(Kind.OBJECT, 0, List.of(of(arguments[1])));
    }
    return ofClass(raw);
  }

  private static JsonShape ofClass(Class<?> type) {
    Integer width = WHOLE.get(type);
    if (width != null) {
      return new JsonShape(Kind.WHOLE, width, List.of());
    }
    if (type == boolean.class || type == Boolean.class) {
      return just(Kind.FLAG);
    }
    if (type == void.class || type == Void.class) {
      return just(Kind.NOTHING);
    }
    if (DECIMAL.contains(type)) {
      return just(Kind.DECIMAL);
    }
    if (TEXT.stream().anyMatch(text -> text.isAssignableFrom(type))) {
      return just(Kind.TEXT);
    }
    if (type.isArray()) {
      return new JsonShape(Kind.LIST, 0, List.of(of(type.getComponentType())));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return just(Kind.LIST);
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? just(Kind.OBJECT)
        : just(Kind.ANY); // How a class is written is its own affair.
  }

  private static JsonShape just(Kind kind) {
    return new JsonShape(kind, 0, List.of());
  }
}
