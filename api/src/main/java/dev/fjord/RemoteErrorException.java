package dev.fjord;

import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose endpoint failed. No class is ever looked up by the name that came back.
 *
 * @since 0.1.0
 */
public final class RemoteErrorException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient RemoteFailure failure;
  private transient volatile @Nullable Throwable standsFor;

  /** With the failure as it was received. */
  public RemoteErrorException(RemoteFailure failure) {
    super("Remote error: " + Escaped.text(failure.type()) + " " + Escaped.text(failure.message()));
    this.failure = failure;
  }

  /** Everything that is known of the failure. */
  public RemoteFailure failure() {
    return failure;
  }

  /** Remembers the application's exception that is thrown instead of this one. */
  void standsBehind(Throwable own) {
    standsFor = own;
  }

  @SuppressWarnings("ReferenceEquality") // that very exception, not one like it
  boolean isBehind(Throwable thrown) {
    return standsFor == thrown;
  }

  /** The simple name of the remote exception's class. */
  public String type() {
    return failure.type();
  }

  /** The text of the remote exception. */
  public String remoteMessage() {
    return failure.message();
  }
}
