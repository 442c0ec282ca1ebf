package dev.fjord.interop.amqp;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** What a {@link ScriptedBroker} puts in the way of its clients. Thread-safe. */
final class ScriptedObstacles {
  private static final int MANY = 32_767;

  private final Queue<DeliveryState> outcomes = new ConcurrentLinkedQueue<>();
  private volatile Predicate<String> closedToLinks = address -> false;
  private volatile ErrorCondition whyNoLink = error("amqp:internal-error", "");
  private volatile Optional<ErrorCondition> whyNobody = Optional.empty();
  private volatile int mostSessions = MANY;

  static ErrorCondition error(String condition, String description) {
    return new ErrorCondition(Symbol.valueOf(condition), description);
  }

  /** Says this of the next message that a client sends. */
  void sayNext(DeliveryState outcome) {
    outcomes.add(outcome);
  }

  /** Attaches no link to these addresses from now on, for that reason. */
  void refuse(Predicate<String> addresses, String condition) {
    whyNoLink = error(condition, "not for you");
    closedToLinks = addresses;
  }

  /** Attaches any link again. */
  void refuseNothing() {
    closedToLinks = address -> false;
  }

  /** Opens connections from now on only to say why it closes them. */
  void turnAway(String condition) {
    whyNobody = Optional.of(error(condition, "nobody is let in"));
  }

  /** Allows so many sessions on connections to come. */
  void allowSessions(int most) {
    mostSessions = most;
  }

  DeliveryState nextOutcome() {
    DeliveryState next = outcomes.poll();
    return next == null ? Accepted.getInstance() : next;
  }

  Optional<ErrorCondition> refusal(String address) {
    return closedToLinks.test(address) ? Optional.of(whyNoLink) : Optional.empty();
  }

  Optional<ErrorCondition> refusalOfAll() {
    return whyNobody;
  }

  int mostSessions() {
    return mostSessions;
  }
}
