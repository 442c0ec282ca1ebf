package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.FjordConfig;
import dev.fjord.SerializationException;
import dev.fjord.spi.JsonText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times, as oslo.messaging writes and reads them. */
class JsonCodecTimesTest {
  private static final JsonCodec CODEC = JsonCodec.of(FjordConfig.defaults());

  @Test
  void timesAreWrittenAsOsloWritesThem() {
    Instant at = Instant.parse("2020-01-02T03:04:05.000678Z");
    String text = "\"2020-01-02T03:04:05.000678\"";

    assertThat(CODEC.write(at).asString()).isEqualTo(text);
    assertThat(CODEC.write(LocalDateTime.parse("2020-01-02T03:04:05.000678")).asString())
        .isEqualTo(text);
    assertThat(CODEC.write(OffsetDateTime.parse("2020-01-02T05:04:05.000678+02:00")).asString())
        .isEqualTo(text);
    assertThat(
            CODEC
                .write(ZonedDateTime.parse("2020-01-02T04:04:05.000678+01:00[Europe/Paris]"))
                .asString())
        .isEqualTo(text);
    assertThat(CODEC.write(Instant.parse("2020-01-02T03:04:05Z")).asString())
        .isEqualTo("\"2020-01-02T03:04:05.000000\"");
    assertThat(CODEC.write(Map.of("at", at)).asString()).isEqualTo("{\"at\":" + text + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020-01-02T03:04:05.000678",
        "2020-01-02 03:04:05.000678",
        "2020-01-02T03:04:05.000678Z",
        "2020-01-02T05:04:05.000678+02:00"
      })
  void timesAreReadWithTheirZoneOrAsUtc(String text) {
    JsonText json = CODEC.write(text);

    assertThat(CODEC.read(json, Instant.class))
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
    assertThat(CODEC.read(json, LocalDateTime.class))
        .isEqualTo(LocalDateTime.parse("2020-01-02T03:04:05.000678"));
    assertThat(((OffsetDateTime) CODEC.read(json, OffsetDateTime.class)).toInstant())
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
    assertThat(((ZonedDateTime) CODEC.read(json, ZonedDateTime.class)).toInstant())
        .isEqualTo(Instant.parse("2020-01-02T03:04:05.000678Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"yesterday\"",
        "\"2020-13-02T03:04:05\"",
        "12",
        "1.5",
        "true",
        "{}",
        "[]",
        "\"2020-01-02\""
      })
  void whatIsNoTimeIsRefused(String json) {
    assertThatThrownBy(() -> CODEC.read(JsonText.of(json), Instant.class))
        .isInstanceOf(SerializationException.class);
  }
}
