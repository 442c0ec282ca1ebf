package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionStatesTest {
  private final List<ConnectionChange> seen = new ArrayList<>();
  private final ConnectionStates states =
      new ConnectionStates("rabbit-publish", Role.PUBLISH, seen::add);

  @Test
  void eachChangeIsToldWithItsBrokerAndAttempt() {
    states.attempt("a:5672");
    states.to(State.RECOVERING, "refused");
    states.attempt("b:5672");
    states.to(State.UP, "");
    assertThat(seen)
        .containsExactly(
            new ConnectionChange(Role.PUBLISH, State.CONNECTING, "a:5672", 1, ""),
            new ConnectionChange(Role.PUBLISH, State.RECOVERING, "a:5672", 1, "refused"),
            new ConnectionChange(Role.PUBLISH, State.CONNECTING, "b:5672", 2, "refused"),
            new ConnectionChange(Role.PUBLISH, State.UP, "b:5672", 0, ""));
  }

  @Test
  void troubleIsRememberedUntilItIsOver() {
    states.to(State.RECOVERING, "refused");
    states.attempt("a:5672");
    assertThat(states.trouble()).isEqualTo("refused");
    states.to(State.UP, "");
    assertThat(states.trouble()).isEmpty();
  }

  @Test
  void aClosedConnectionStaysClosed() {
    assertThat(states.now()).isEmpty();
    states.to(State.CLOSED, "");
    states.to(State.RECOVERING, "lost");
    states.attempt("a:5672");
    assertThat(states.now()).contains(State.CLOSED);
    assertThat(seen).hasSize(1);
  }

  @Test
  void theSameTroubleAgainIsNoChange() {
    states.to(State.BLOCKED, "memory");
    states.to(State.BLOCKED, "memory");
    assertThat(seen).hasSize(1);
  }
}
