package dev.fjord.fuzz;

import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.SerializationException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A payload as the types that endpoints take: read, or one of two exceptions. */
public final class ArgumentSeam {
  private static final JsonCodec JSON = JsonCodec.of(FjordConfig.defaults());
  private static final RecordComponent[] TYPES = Taken.class.getRecordComponents();

  private ArgumentSeam() {}

  /** What methods take. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Taken(
      Object any,
      String text,
      int number,
      Long whole,
      double fraction,
      boolean flag,
      BigInteger large,
      BigDecimal exact,
      List<Map<String, Integer>> nested,
      Optional<Inner> optional,
      Set<Kind> kinds,
      Instant instant,
      LocalDate date,
      Duration time,
      UUID id,
      byte[] bytes,
      Inner[] array) {}

  /** A value with parts, which may hold itself. */
  record Inner(String name, List<Inner> more, Optional<Integer> count) {}

  /** A few names. */
  enum Kind {
    ONE,
    TWO
  }

  /** Takes any bytes: the first says which type, the rest is JSON. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    JsonText json = JsonText.of(input, 1, input.length - 1);
    read(json, TYPES[(input[0] & 0xff) % TYPES.length].getGenericType());
    try {
      Payload fields = JSON.readFields(json);
      for (RecordComponent component : TYPES) {
        fields
            .field(component.getName())
            .ifPresent(value -> read(value, component.getGenericType()));
      }
    } catch (MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }

  private static void read(JsonText json, Type type) {
    try {
      Object value = JSON.read(json, type);
      if (value != null) {
        Seams.require(JSON.write(value).length() > 0);
      }
    } catch (SerializationException | MalformedMessageException e) {
      Seams.requireOneLine(e);
    }
  }
}
