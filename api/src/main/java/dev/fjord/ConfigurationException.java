package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when configuration has a value that cannot be used, or a combination that cannot work.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
