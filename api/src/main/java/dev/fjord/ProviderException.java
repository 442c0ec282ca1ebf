package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a plug-in is asked for that is not on the class path, is there twice, or does not
 * load.
 *
 * @since 0.1.0
 */
public final class ProviderException extends FjordException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public ProviderException(String message) {
    super(message);
  }

  /** With a message and what caused it. */
  public ProviderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
