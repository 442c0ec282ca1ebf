package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportUrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"rabbit://", "rabbit:///"})
  void aUrlWithoutHostsHasNoneAndNoVirtualHost(String text) {
    TransportUrl url = TransportUrl.parse(text);

    assertThat(url.scheme()).isEqualTo("rabbit");
    assertThat(url.hosts()).isEmpty();
    assertThat(url.virtualHost()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rabbit://h//, /",
    "rabbit://h/%2F, /",
    "rabbit://h/v1, v1",
    "rabbit://h/v/2, v/2",
    "rabbit://h/a%20b, a b"
  })
  void aPathIsTheVirtualHostDecoded(String text, String virtualHost) {
    assertThat(TransportUrl.parse(text).virtualHost()).contains(virtualHost);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rabbit://h", "rabbit://h/"})
  void noPathIsNoVirtualHost(String text) {
    assertThat(TransportUrl.parse(text).virtualHost()).isEmpty();
  }

  @Test
  void credentialsEndAtTheLastAtAndPartAtTheFirstColon() {
    HostAddress host = TransportUrl.parse("rabbit://us%40er:p@s:s%2Fw@h:5673/").hosts().get(0);

    assertThat(host.user()).contains("us@er");
    assertThat(host.password()).contains("p@s:s/w");
    assertThat(host.host()).isEqualTo("h");
    assertThat(host.port()).hasValue(5673);
  }

  @Test
  void aHostDoesNotInheritTheCredentialsOfTheOneBefore() {
    TransportUrl url = TransportUrl.parse("rabbit://u:p@a:1,b:2,v@c,:w@d/x");

    assertThat(url.hosts()).extracting(HostAddress::host).containsExactly("a", "b", "c", "d");
    assertThat(url.hosts().get(1).user()).isEmpty();
    assertThat(url.hosts().get(1).password()).isEmpty();
    assertThat(url.hosts().get(2).password()).contains("");
    assertThat(url.hosts().get(3).user()).contains("");
    assertThat(url.hosts().get(2).port()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"rabbit://[::1]:5672/, ::1, 5672", "rabbit://[fe80::2]/, fe80::2, -1"})
  void anIpv6AddressStandsInBrackets(String text, String host, int port) {
    HostAddress address = TransportUrl.parse(text).hosts().get(0);

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port().orElse(-1)).isEqualTo(port);
    assertThat(address).hasToString("[" + host + "]" + (port < 0 ? "" : ":" + port));
  }

  @Test
  void anIpv6AddressMayStandBare() {
    assertThat(TransportUrl.parse("rabbit://u:p@::1/").hosts().get(0).host()).isEqualTo("::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rabbit://h:",
        "rabbit://[::1]:",
        "rabbit://h:secret",
        "rabbit://h:70000",
        "rabbit://h:-1",
        "rabbit://[::1secret",
        "rabbit://[::1]secret",
        "rabbit://a,,b",
        "rabbit://guest:se:cret",
        "rab bit://secret",
        "://secret",
        "secret",
        "",
        "rabbit:/secret"
      })
  void whatIsNoUrlIsRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> TransportUrl.parse(text))
        .isInstanceOf(InvalidTransportUrlException.class)
        .hasMessageContaining("cannot be used: ")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("cret");
  }

  @Test
  void anOptionGivenTwiceHasBothValues() {
    TransportUrl url = TransportUrl.parse("rabbit://h/v?a=1&b=x%26y&a=2&flag&c=d+e&&");

    assertThat(url.query())
        .containsEntry("a", "1,2")
        .containsEntry("b", "x&y")
        .containsEntry("flag", "")
        .containsEntry("c", "d e")
        .hasSize(4);
    assertThatThrownBy(() -> url.query().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aSchemeIsLowerCaseAndLosesItsVariant() {
    assertThat(TransportUrl.parse("RABBIT+pyamqp://h").scheme()).isEqualTo("rabbit");
  }

  @Test
  void urlsThatReachTheSamePlaceAreEqual() {
    assertThat(TransportUrl.parse("rabbit://h/v?a=1"))
        .isEqualTo(TransportUrl.parse("rabbit://h/v?b=2"))
        .hasSameHashCodeAs(TransportUrl.parse("rabbit://h/v"))
        .isNotEqualTo(TransportUrl.parse("rabbit://u:p@h/v"))
        .isNotEqualTo(TransportUrl.parse("rabbit://h/w"));
  }

  @Test
  void itsTextShowsNoPasswordAndNoQuery() {
    TransportUrl url = TransportUrl.parse("rabbit://u:secret@a:1,b/v?password=secret");

    assertThat(url).hasToString("rabbit://u:***@a:1,b/v");
    assertThat(url.hosts().get(0)).hasToString("u:***@a:1");
  }

  @Test
  void itsTextStaysOnOneLine() {
    assertThat(TransportUrl.parse("rabbit://u%0A:p@a\nb/v%0Aw").toString()).doesNotContain("\n");
  }

  @Test
  void aPercentThatEncodesNothingStays() {
    assertThat(TransportUrl.parse("rabbit://h/100%/%zz").virtualHost()).contains("100%/%zz");
  }
}
