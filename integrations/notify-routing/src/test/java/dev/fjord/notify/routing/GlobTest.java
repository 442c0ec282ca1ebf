package dev.fjord.notify.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "compute.*,          compute.instance.create, true",
    "compute.*,          computer,                false",
    "compute.?,          compute.x,               true",
    "compute.?,          compute.xy,              false",
    "*.end,              compute.instance.end,    true",
    "*.end,              compute.instance.ended,  false",
    "*,                  '',                      true",
    "**a**,              'x\ny a',                true",
    "Compute.*,          compute.x,               false",
    "a[bc]d,             acd,                     true",
    "a[b-d]e,            ace,                     true",
    "a[!b-d]e,           ace,                     false",
    "a[!b-d]e,           a^e,                     true",
    "a[^b]e,             a^e,                     true",
    "a[]b]c,             a]c,                     true",
    "a[b,                a[b,                     true",
    "a[z-a]b,            amb,                     false",
    "a[qz-a]b,           aqb,                     true",
    "a[!z-a]b,           amb,                     true",
    "a[b-]c,             a-c,                     true",
    "a.b+c\\,            a.b+c\\,                 true",
    "a.b,                axb,                     false",
  })
  void aGlobMatchesAsFnmatchDoes(String glob, String text, boolean matches) {
    assertThat(Glob.of(glob).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"WARN, warn, true", "*, warn, true", "w?RN, warn, true", "error, warn, false"})
  void prioritiesAreOfAnyCase(String glob, String text, boolean matches) {
    assertThat(Glob.lowerCase(glob).matches(text)).isEqualTo(matches);
  }
}
