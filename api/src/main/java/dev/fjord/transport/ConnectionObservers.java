package dev.fjord.transport;

import dev.fjord.ConnectionChange;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changes of connections from wire to the handlers of users, each of which has a worker of
 * its own: one that blocks or throws disturbs neither the wire nor another. Thread-safe.
 */
final class ConnectionObservers implements Consumer<ConnectionChange> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionObservers.class);
  private static final int MOST_WAITING = 256;

  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private final Map<ConnectionChange.Role, ConnectionChange> last = new ConcurrentHashMap<>();

  /** Called on wire; does not block. */
  @Override
  public void accept(ConnectionChange change) {
    last.put(change.role(), change);
    observers.forEach(observer -> observer.tell(change));
  }

  /** What was told last of each connection. */
  List<ConnectionChange> last() {
    return List.copyOf(last.values());
  }

  Transport.Subscription add(Consumer<ConnectionChange> handler) {
    Observer observer = new Observer(handler);
    observers.add(observer);
    return () -> {
      observers.remove(observer);
      observer.forget();
    };
  }

  /** One handler with what it was not told yet. */
  private static final class Observer {
    private final Consumer<ConnectionChange> handler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ConnectionChange> waiting = new ArrayDeque<>();
    private boolean isRunning;
    private boolean isClosed;

    Observer(Consumer<ConnectionChange> handler) {
      this.handler = handler;
    }

    void tell(ConnectionChange change) {
      lock.lock();
      try {
        if (isClosed) {
          return;
        }
        if (waiting.size() == MOST_WAITING) {
          LOG.warn("A handler of connection changes is too slow; {} is not told", waiting.remove());
        }
        waiting.add(change);
        if (!isRunning) {
          isRunning = true;
          Thread.ofVirtual().name("worker-connection-changes").start(this::run);
        }
      } finally {
        lock.unlock();
      }
    }

    void forget() {
      lock.lock();
      try {
        isClosed = true;
        waiting.clear();
      } finally {
        lock.unlock();
      }
    }

    private void run() {
      for (ConnectionChange change = next(); change != null; change = next()) {
        try {
          handler.accept(change);
        } catch (RuntimeException | Error e) {
          LOG.error("A handler of connection changes failed", e);
        }
      }
    }

    private @Nullable ConnectionChange next() {
      lock.lock();
      try {
        ConnectionChange change = waiting.poll();
        // Under the lock: whoever tells later starts another worker.
        isRunning = change != null;
        return change;
      } finally {
        lock.unlock();
      }
    }
  }
}
