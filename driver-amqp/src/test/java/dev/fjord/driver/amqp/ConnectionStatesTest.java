package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionStatesTest {
  private final ConnectionEvents events = new ConnectionEvents();
  private final List<ConnectionEvent> seen = new ArrayList<>();
  private final ConnectionStates states = new ConnectionStates("rabbit-publish", events);

  ConnectionStatesTest() {
    events.observe(seen::add);
  }

  @Test
  void eachChangeIsAnEvent() {
    states.to(ConnectionState.CONNECTING, "an attempt begins");
    states.to(ConnectionState.CONNECTED, "it worked");
    assertThat(seen)
        .containsExactly(
            new ConnectionEvent(
                "rabbit-publish",
                ConnectionState.IDLE,
                ConnectionState.CONNECTING,
                "an attempt begins"),
            new ConnectionEvent(
                "rabbit-publish",
                ConnectionState.CONNECTING,
                ConnectionState.CONNECTED,
                "it worked"));
  }

  @Test
  void troubleIsRememberedUntilItIsOver() {
    states.to(ConnectionState.WAITING, "refused");
    states.to(ConnectionState.CONNECTING, "an attempt begins");
    assertThat(states.trouble()).isEqualTo("refused");
    states.to(ConnectionState.CONNECTED, "it worked");
    assertThat(states.trouble()).isEmpty();
  }

  @Test
  void aClosedConnectionStaysClosed() {
    states.to(ConnectionState.CLOSED, "closed");
    states.to(ConnectionState.WAITING, "lost");
    assertThat(states.now()).isEqualTo(ConnectionState.CLOSED);
  }

  @Test
  void anObserverThatThrowsDisturbsNobody() {
    events.observe(
        event -> {
          throw new IllegalStateException("observer");
        });
    List<ConnectionEvent> later = new ArrayList<>();
    events.observe(later::add);
    states.to(ConnectionState.CONNECTED, "it worked");
    assertThat(later).hasSize(1);
  }
}
