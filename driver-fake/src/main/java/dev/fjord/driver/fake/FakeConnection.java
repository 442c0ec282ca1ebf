package dev.fjord.driver.fake;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import dev.fjord.TransportUrl;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what a connection to a broker would go through, had there to be one. Thread-safe. */
final class FakeConnection {
  private static final String BROKER = "fake:0";

  private final Consumer<ConnectionChange> observer;
  private final TransportUrl url;
  private final Faults faults;
  private volatile @Nullable State state;

  FakeConnection(Consumer<ConnectionChange> observer, TransportUrl url, Faults faults) {
    this.observer = observer;
    this.url = url;
    this.faults = faults;
  }

  /**
   * Somebody sends through it: it is made at first use.
   *
   * @throws BrokerUnreachableException if the broker is down
   */
  void use() {
    if (faults.isDown()) {
      throw new BrokerUnreachableException(
          url, "the fake broker is down, as was asked for; FakeBroker.comeBack() ends that", null);
    }
    useLater();
  }

  /** Somebody listens through it, now or when the broker is back. */
  void useLater() {
    if (state == null && !faults.isDown()) {
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

  /** It is lost and stays lost. */
  synchronized void lose(String cause) {
    if (state == State.UP) {
      tell(State.RECOVERING, 0, cause);
    }
  }

  /** It is there again, if it was lost. */
  synchronized void restore() {
    if (state == State.RECOVERING) {
      tell(State.UP, 0, "");
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
