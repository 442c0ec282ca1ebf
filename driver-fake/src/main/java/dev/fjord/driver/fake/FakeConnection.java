package dev.fjord.driver.fake;

import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what a connection to a broker would go through, had there to be one. Thread-safe. */
final class FakeConnection {
  private static final String BROKER = "fake:0";

  private final Consumer<ConnectionChange> observer;
  private volatile @Nullable State state;

  FakeConnection(Consumer<ConnectionChange> observer) {
    this.observer = observer;
  }

  /** Somebody needs it: it is made at first use. */
  void use() {
    if (state == null) {
      connect("");
    }
  }

  /** It is lost and comes back. */
  synchronized void disturb(String cause) {
    if (state == State.UP) {
      tell(State.RECOVERING, 0, cause);
      state = null;
      connect(cause);
    }
  }

  synchronized void close() {
    if (state != State.CLOSED) {
      tell(State.CLOSED, 0, "");
    }
  }

  private synchronized void connect(String cause) {
    if (state == null) {
      tell(State.CONNECTING, 1, cause);
      tell(State.UP, 0, "");
    }
  }

  private void tell(State next, int attempt, String cause) {
    state = next;
    observer.accept(new ConnectionChange(Role.BOTH, next, BROKER, attempt, cause));
  }
}
