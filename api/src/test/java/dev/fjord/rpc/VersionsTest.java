package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, true",
    "1.4, 1.0, true",
    "1.4, 1.4, true",
    "1.4, 1.5, false",
    "2.0, 1.0, false",
    "1.0, 2.0, false",
    "1.10, 1.9, true",
    "1.9, 1.10, false",
    "1.4.2, 1.4.2, true",
    "1.4.2, 1.4.1, true",
    "1.4.2, 1.4.3, false",
    "1.4.2, 1.3.9, true",
    "1.4, 1.4.0, true",
    "1.4, 1.4.1, false",
    "1.4.1, 1.4, true",
    "1.5, 1.4.9, true"
  })
  void compatibilityIsOslos(String implemented, String requested, boolean compatible) {
    assertThat(Versions.isCompatible(implemented, requested)).isEqualTo(compatible);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.",
        ".1",
        "a.b",
        "1.x",
        "1.0.0.0",
        "-1.0",
        "+1.0",
        " 1.0",
        "1.0 ",
        "1,0",
        "1.٣",
        "1.9999999999",
        "null"
      })
  void whatIsNoVersionIsServedByNobody(String text) {
    assertThat(Versions.isVersion(text)).isFalse();
    assertThat(Versions.isCompatible("1.0", text)).isFalse();
  }

  @Test
  void aVersionAsLargeAsAMessageIsRefusedAtOnce() {
    assertThat(Versions.isCompatible("1.0", ".".repeat(16_000_000))).isFalse();
  }
}
