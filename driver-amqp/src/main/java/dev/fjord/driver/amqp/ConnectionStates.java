package dev.fjord.driver.amqp;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one connection. Each change is told to the observer; of an incident, which lasts
 * until the connection is up again, the log has one warning for each bad state and one line for the
 * end. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ConnectionStates {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionStates.class);

  private final String connection;
  private final Role role;
  private final Consumer<ConnectionChange> observer;
  private final Set<State> warned = EnumSet.noneOf(State.class);
  private volatile @Nullable State state;
  private volatile String trouble = "";
  private String broker = "";
  private int attempt;

  /** With the connection's name, which shows no credentials, and who is told of changes. */
  public ConnectionStates(String connection, Role role, Consumer<ConnectionChange> observer) {
    this.connection = connection;
    this.role = role;
    this.observer = observer;
  }

  /** The state now; empty while nobody has used the connection. */
  public Optional<State> now() {
    return Optional.ofNullable(state);
  }

  /** Whether the connection stands there. */
  public boolean is(State asked) {
    return state == asked;
  }

  /** Why the connection was lost or not made; empty text while it is well. */
  public String trouble() {
    return trouble;
  }

  /** An attempt at a broker begins. */
  public synchronized void attempt(String host) {
    if (state != State.CLOSED) {
      broker = host;
      attempt++;
      change(State.CONNECTING, trouble);
    }
  }

  /** Changes the state. A closed connection stays closed. */
  public synchronized void to(State next, String cause) {
    if (state == State.CLOSED || (state == next && trouble.equals(cause))) {
      return;
    }
    switch (next) {
      case RECOVERING, REFUSED, BLOCKED -> {
        trouble = cause;
        if (warned.add(next)) {
          LOG.warn("{} is {}: {}", connection, next, cause);
        } else {
          LOG.debug("{} is {} (attempt {}): {}", connection, next, attempt, cause);
        }
      }
      case UP -> {
        LOG.info("{} is UP at {}", connection, broker);
        trouble = "";
        attempt = 0;
        warned.clear();
      }
      case CONNECTING, CLOSED -> LOG.debug("{} is {}", connection, next);
    }
    change(next, cause);
  }

  private void change(State next, String cause) {
    state = next;
    observer.accept(new ConnectionChange(role, next, broker, attempt, cause));
  }
}
