package dev.fjord.driver.amqp.rabbit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import dev.fjord.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WirePropertiesTest {
  private static final int LIMIT = 10_000;
  private static final byte[] BODY = "{\"method\": \"m\"}".getBytes(UTF_8);

  @Test
  void messagesCarryExactlyWhatOsloWrites() {
    AMQP.BasicProperties properties = new WireProperties(Compression.NONE).lasting();
    assertThat(properties)
        .isEqualTo(
            new AMQP.BasicProperties.Builder()
                .contentType("application/json")
                .contentEncoding("utf-8")
                .deliveryMode(2)
                .priority(0)
                .headers(Map.of())
                .build());
  }

  @ParameterizedTest
  @CsvSource({"10000,10000", "7250,7250", "0,0", "-5,0"})
  void aBudgetIsWholeMilliseconds(long millis, String expiration) {
    assertThat(
            new WireProperties(Compression.NONE)
                .expiringIn(Duration.ofMillis(millis))
                .getExpiration())
        .isEqualTo(expiration);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"utf-8", "UTF-8", "binary"})
  void theEncodingsOfPythonPeersAreTaken(String encoding) {
    assertThat(WireProperties.plainBody(typed("application/json", encoding), BODY, LIMIT))
        .isEqualTo(BODY);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "text/plain", "a\r\nb"})
  void anotherContentTypeIsMalformed(String type) {
    assertThatThrownBy(() -> WireProperties.plainBody(typed(type, "utf-8"), BODY, LIMIT))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatIsCompressedIsReadAgain(Compression compression) {
    WireProperties properties = new WireProperties(compression);
    byte[] compressed = compression.compress(BODY);
    assertThat(compressed).isNotEqualTo(BODY);
    assertThat(WireProperties.plainBody(properties.lasting(), compressed, LIMIT)).isEqualTo(BODY);
  }

  /** Written by Python's kombu, which calls zlib's format gzip. */
  @Test
  void whatPythonCompressedIsRead() {
    byte[] zlib = HexFormat.of().parseHex("789cab56ca4d2dc9c84f51b25250ca55aa050028f204c9");
    byte[] bz2 =
        HexFormat.of()
            .parseHex(
                "425a6839314159265359ecc91ba20000069980500000100642840a2000220c81a08069a68042cad0"
                    + "8b25c7c5dc914e14243b3246e880");
    assertThat(Compression.decompress(zlib, "application/x-gzip", LIMIT)).isEqualTo(BODY);
    assertThat(Compression.decompress(bz2, "application/x-bz2", LIMIT)).isEqualTo(BODY);
  }

  @Test
  void trueGzipIsReadToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(BODY);
    }
    assertThat(Compression.decompress(bytes.toByteArray(), "application/x-gzip", LIMIT))
        .isEqualTo(BODY);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aBombStopsAtTheLimit(Compression compression) {
    byte[] bomb = compression.compress(new byte[50_000_000]);
    assertThatThrownBy(() -> Compression.decompress(bomb, compression.type(), LIMIT))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("max_message_size");
  }

  @Test
  void anUnknownCompressionIsMalformed() {
    assertThatThrownBy(() -> Compression.decompress(BODY, "application/x-lzma", LIMIT))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("x-lzma");
  }

  @ParameterizedTest
  @CsvSource({"1500,1500", "-1,0"})
  void anExpirationIsRead(String text, long millis) {
    AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder().expiration(text).build();
    assertThat(WireProperties.expiration(properties)).hasValue(millis);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "99999999999999999999"})
  void whatIsNoExpirationIsNone(String text) {
    AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder().expiration(text).build();
    assertThat(WireProperties.expiration(properties)).isEmpty();
  }

  private static AMQP.BasicProperties typed(String type, String encoding) {
    return new AMQP.BasicProperties.Builder().contentType(type).contentEncoding(encoding).build();
  }
}
