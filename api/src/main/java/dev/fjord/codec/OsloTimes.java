package dev.fjord.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Points in time as oslo.serialization writes them: {@code 2020-01-02T03:04:05.000678}, always six
 * digits, no zone. A zone in what is read is honoured; without one, UTC is meant.
 */
final class OsloTimes {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  private OsloTimes() {}

  static JacksonModule module() {
    SimpleModule module = new SimpleModule("oslo-times");
    add(module, Instant.class, at -> at.atOffset(ZoneOffset.UTC), Instant::from);
    add(module, LocalDateTime.class, at -> at, at -> utc(at).toLocalDateTime());
    add(
        module,
        OffsetDateTime.class,
        at -> at.withOffsetSameInstant(ZoneOffset.UTC),
        OffsetDateTime::from);
    add(
        module,
        ZonedDateTime.class,
        at -> at.withZoneSameInstant(ZoneOffset.UTC),
        ZonedDateTime::from);
    return module;
  }

  private static OffsetDateTime utc(TemporalAccessor at) {
    return OffsetDateTime.from(at).withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static <T> void add(
      SimpleModule module,
      Class<T> type,
      Function<T, TemporalAccessor> local,
      Function<TemporalAccessor, T> from) {
    module.addSerializer(type, new Writer<>(type, local));
    module.addDeserializer(type, new Reader<>(type, from));
  }

  private static final class Writer<T> extends StdSerializer<T> {
    private final transient Function<T, TemporalAccessor> local;

    Writer(Class<T> type, Function<T, TemporalAccessor> local) {
      super(type);
      this.local = local;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(WRITTEN.format(local.apply(value)));
    }
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private final transient Function<TemporalAccessor, T> from;

    Reader(Class<T> type, Function<TemporalAccessor, T> from) {
      super(type);
      this.from = from;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      String text = parser.getValueAsString("");
      try {
        return from.apply(READ.parse(text));
      } catch (DateTimeException e) {
        return type()
            .cast(
                context.handleWeirdStringValue(
                    type(), text, "not a date and time as oslo writes it"));
      }
    }

    @SuppressWarnings("unchecked") // the class was given for T
    private Class<T> type() {
      return (Class<T>) handledType();
    }
  }
}
