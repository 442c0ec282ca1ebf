package dev.fjord.rpc;

import dev.fjord.FjordException;
import java.util.List;

/**
 * Tells everything in which endpoints do not serve an interface that clients call.
 *
 * @since 0.1.0
 */
public final class IncompatibleInterfaceException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mismatch> mismatches;

  /** With all that does not fit. */
  public IncompatibleInterfaceException(List<Mismatch> mismatches) {
    super(text(mismatches));
    this.mismatches = List.copyOf(mismatches);
  }

  /** All that does not fit. */
  public List<Mismatch> mismatches() {
    return mismatches;
  }

  private static String text(List<Mismatch> mismatches) {
    StringBuilder text = new StringBuilder("The endpoints do not serve what clients call:");
    mismatches.forEach(mismatch -> text.append("\n  - ").append(mismatch));
    return text.toString();
  }
}
