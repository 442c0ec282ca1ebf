package dev.fjord.driver.amqp.proton.config;

import dev.fjord.FjordConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What decides how this client shows who it is.
 *
 * @param mechanisms the mechanisms allowed, the best first; none means PLAIN for who has a user
 *     name, and no SASL for who has none
 * @param defaultRealm appended to user names without a realm; empty for none
 */
public record SaslSettings(List<String> mechanisms, String defaultRealm) {
  /** Copies the list. */
  public SaslSettings {
    mechanisms = List.copyOf(mechanisms);
  }

  static SaslSettings of(FjordConfig config) {
    return new SaslSettings(
        Arrays.stream(config.get(ProtonOptions.SASL_MECHANISMS).trim().split("[\\s,]+", -1))
            .filter(name -> !name.isEmpty())
            .map(name -> name.toUpperCase(Locale.ROOT))
            .toList(),
        config.get(ProtonOptions.SASL_REALM).trim());
  }
}
