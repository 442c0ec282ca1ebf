package dev.fjord.rpc;

/**
 * Why a call that a client's interface offers would fail, or lose something.
 *
 * @param kind what does not fit
 * @param method the method of the client's interface, {@code Class.method}
 * @param text what is asked for, what is there, and what to do
 * @since 0.1.0
 */
public record Mismatch(Kind kind, String method, String text) {
  /** What does not fit. */
  public enum Kind {
    /** No endpoint serves the namespace. */
    NAMESPACE,
    /** No endpoint of the namespace implements the version. */
    VERSION,
    /** No endpoint of namespace and version has the method. */
    MISSING_METHOD,
    /** An endpoint has the method and callers cannot reach it. */
    NOT_EXPOSED,
    /** An argument is required and not sent. */
    MISSING_ARGUMENT,
    /** An argument is sent and not taken. */
    UNKNOWN_ARGUMENT,
    /** An argument is sent as what the endpoint cannot read. */
    ARGUMENT_TYPE,
    /** A result is sent as what the client cannot read. */
    RESULT_TYPE
  }

  @Override
  public String toString() {
    return method + ": " + text;
  }
}
