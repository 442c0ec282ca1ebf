package dev.fjord.benchmarks.raw;

import dev.fjord.benchmarks.load.Parameters;
import java.util.Locale;

/** What a raw client promises, and what it writes. */
public enum Profile {
  /** The bare payload as bytes, no promise: what the broker can do at most. */
  PLAIN,
  /** JSON in oslo.messaging's envelope, mandatory, no confirms, nothing acknowledged. */
  FAST,
  /** The same bytes; both publishers confirmed, each request acknowledged. */
  OSLO;

  static Profile of(Parameters parameters) {
    return valueOf(parameters.text("profile").toUpperCase(Locale.ROOT));
  }

  boolean isJson() {
    return this != PLAIN;
  }

  boolean isMandatory() {
    return this != PLAIN;
  }

  boolean isConfirmed() {
    return this == OSLO;
  }
}
