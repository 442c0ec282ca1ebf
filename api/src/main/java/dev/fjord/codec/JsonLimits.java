package dev.fjord.codec;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;

/**
 * What a JSON document may be at most; what exceeds it is refused while it is read. Each default is
 * tight enough that reading stays quick and small whatever is sent.
 *
 * @param bytes the length of a document and of a string in it; {@code max_message_size}
 * @param depth how deep objects and arrays may nest; 64
 * @param numberDigits how long a number may be written; 1,000
 * @param nameLength how long a field's name may be; 1,024
 * @param tokens how many tokens a document may have; 1,000,000
 * @since 0.1.0
 */
public record JsonLimits(int bytes, int depth, int numberDigits, int nameLength, int tokens) {
  /** The defaults, with the configured message size. */
  public static JsonLimits of(FjordConfig config) {
    return new JsonLimits(config.get(CoreOptions.MAX_MESSAGE_SIZE), 64, 1_000, 1_024, 1_000_000);
  }
}
