package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no broker of the transport URL can be reached, or none lets this user in.
 *
 * @since 0.1.0
 */
public final class BrokerUnreachableException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient TransportUrl url;

  /** With the URL that was tried and what came of it. */
  public BrokerUnreachableException(TransportUrl url, String reason, @Nullable Throwable cause) {
    super("No broker of " + url + " can be used: " + reason, cause);
    this.url = url;
  }

  /** The URL that was tried. */
  public TransportUrl url() {
    return url;
  }
}
