package dev.fjord.driver.amqp.proton.link;

import dev.fjord.Escaped;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Why the broker refused or ended something.
 *
 * @param condition its code; empty if it gave none
 * @param text what to tell people, on one line
 */
public record PeerError(String condition, String text) {
  static PeerError of(@Nullable ErrorCondition error, String otherwise) {
    if (error == null || error.getCondition() == null) {
      return new PeerError("", otherwise);
    }
    String condition = error.getCondition().toString();
    String description = error.getDescription();
    return new PeerError(
        condition, Escaped.text(description == null ? condition : condition + ": " + description));
  }

  /** The broker allows so many sessions, of which each link takes one, and all are taken. */
  static PeerError noSession(int most) {
    return new PeerError(
        "amqp:not-allowed", "all the sessions are taken that the broker allows, which are " + most);
  }

  /** Whether there is no such address. */
  public boolean isMissing() {
    return condition.equals("amqp:not-found");
  }

  /** Whether time alone does not cure it. */
  public boolean isPermanent() {
    return switch (condition) {
      case "amqp:not-found",
          "amqp:unauthorized-access",
          "amqp:not-allowed",
          "amqp:not-implemented",
          "amqp:invalid-field",
          "amqp:precondition-failed",
          "amqp:resource-locked" ->
          true;
      default -> false;
    };
  }
}
