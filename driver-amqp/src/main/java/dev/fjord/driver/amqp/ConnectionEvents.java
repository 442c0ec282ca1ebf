package dev.fjord.driver.amqp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells observers how connections change. Thread-safe. Observers run on wire and must not block.
 */
public final class ConnectionEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionEvents.class);

  private final List<Consumer<ConnectionEvent>> observers = new CopyOnWriteArrayList<>();

  /** Adds an observer. */
  public void observe(Consumer<ConnectionEvent> observer) {
    observers.add(observer);
  }

  /** Tells of a change. */
  public void publish(ConnectionEvent event) {
    for (Consumer<ConnectionEvent> observer : observers) {
      try {
        observer.accept(event);
      } catch (RuntimeException e) {
        LOG.error("An observer of connections failed", e);
      }
    }
  }
}
