package dev.fjord;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request before it is sent: its version is above the client's version cap, or it has
 * none where a cap is set. It is oslo.messaging's {@code RPCVersionCapError}.
 *
 * @since 0.1.0
 */
public final class VersionCapException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient Target target;
  private final String versionCap;

  /** With the target, whose version is too new or missing, the cap, and the method asked for. */
  public VersionCapException(Target target, String versionCap, String method) {
    super(message(target.version().orElse(null), versionCap, method));
    this.target = target;
    this.versionCap = versionCap;
  }

  /** Where the request would have gone. */
  public Target target() {
    return target;
  }

  /** The version that was asked for, if any. */
  public Optional<String> requested() {
    return target.version();
  }

  /** The newest version that may be asked for. */
  public String versionCap() {
    return versionCap;
  }

  private static String message(@Nullable String requested, String cap, String method) {
    return requested == null
        ? "The request of "
            + Escaped.text(method)
            + " names no version and the client is capped at "
            + cap
            + ": name one with Target.version(version)"
        : "The request of "
            + Escaped.text(method)
            + " asks for version "
            + Escaped.text(requested)
            + " and the client is capped at "
            + cap
            + ": the major version must be the same and the rest not above; ask canSendVersion()"
            + " first, and send what the older version understands";
  }
}
