package dev.fjord.driver.amqp.proton.link;

import dev.fjord.Escaped;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Why there is no connection.
 *
 * @param kind whether time may cure it
 * @param text why, on one line
 */
record Loss(Kind kind, String text) {
  private static final String SASL_HEADER = "AMQP header mismatch value 3,";

  /** What is to be done about it. */
  enum Kind {
    /** To try again. */
    PASSING,
    /** To change something: the broker lets nobody in. */
    REFUSED
  }

  static Loss passing(String text) {
    return new Loss(Kind.PASSING, text);
  }

  static Loss refused(String text) {
    return new Loss(Kind.REFUSED, text);
  }

  static Loss of(PeerError error) {
    boolean isRefusal =
        switch (error.condition()) {
          case "amqp:unauthorized-access", "amqp:not-allowed", "amqp:not-found" -> true;
          default -> false;
        };
    return new Loss(isRefusal ? Kind.REFUSED : Kind.PASSING, error.text());
  }

  /** The engine's own words for the header of SASL are of no use to people. */
  static Loss ofEngine(PeerError error) {
    return error.text().contains(SASL_HEADER)
        ? refused(
            "the broker lets nobody in without SASL: put a user name into the transport URL, or set"
                + " sasl_mechanisms")
        : of(error);
  }

  static Loss of(Throwable failure) {
    Throwable innermost = failure;
    boolean isTls = failure instanceof SSLException;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
      isTls |= cause instanceof SSLException;
    }
    String message = innermost.getMessage();
    String text = message == null ? "" : Escaped.text(message);
    if (isTls) {
      return refused("TLS failed: " + text);
    }
    if (innermost instanceof UnknownHostException) {
      return passing("there is no host " + text);
    }
    String type = innermost.getClass().getSimpleName();
    return passing(text.isEmpty() ? type : type + ": " + text);
  }
}
