package dev.fjord.telemetry;

import dev.fjord.ConnectionChange;
import dev.fjord.MessageContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listeners of a transport as one, which never throws. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Telemetry implements TelemetryListener {
  private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
  private static final int MOST_BROKEN = 100;

  private final List<TelemetryListener> listeners;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  private Telemetry(List<TelemetryListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** The listeners that were given, and those found on the class path or module path. */
  public static Telemetry withFound(List<TelemetryListener> given) {
    List<TelemetryListener> all = new ArrayList<>(given);
    Iterator<TelemetryListener> providers = ServiceLoader.load(TelemetryListener.class).iterator();
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        TelemetryListener found = providers.next();
        if (given.stream().noneMatch(other -> other.getClass() == found.getClass())) {
          all.add(found);
        }
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        broken++;
        LOG.warn("A telemetry listener does not load and is left out", e);
      }
    }
    return new Telemetry(all);
  }

  /** These and one more. */
  public Telemetry and(TelemetryListener more) {
    List<TelemetryListener> all = new ArrayList<>(listeners);
    all.add(more);
    return new Telemetry(all);
  }

  /** Whether nobody listens, so that there is nothing to tell. */
  public boolean isOff() {
    return listeners.isEmpty();
  }

  @Override
  public SendObserver sending(Sending what) {
    List<SendObserver> observers = observers(listener -> listener.sending(what));
    return new SendObserver() {
      @Override
      public MessageContext outgoing(MessageContext context) {
        MessageContext[] sent = {context};
        tell(observers, observer -> sent[0] = observer.outgoing(sent[0]));
        return sent[0];
      }

      @Override
      public void ended(@Nullable Throwable failure) {
        tell(observers, observer -> observer.ended(failure));
      }
    };
  }

  @Override
  public WorkObserver received(Receipt what) {
    List<WorkObserver> observers = observers(listener -> listener.received(what));
    return new WorkObserver() {
      @Override
      public void started() {
        tell(observers, WorkObserver::started);
      }

      @Override
      public void returned() {
        // In reverse: each puts back what was current when it was told of the start.
        tell(observers.reversed(), WorkObserver::returned);
      }

      @Override
      public void ended(@Nullable Throwable failure) {
        tell(observers, observer -> observer.ended(failure));
      }

      @Override
      public void finished() {
        tell(observers, WorkObserver::finished);
      }
    };
  }

  @Override
  public void connectionChanged(ConnectionChange change) {
    tell(listeners, listener -> listener.connectionChanged(change));
  }

  @Override
  public void loopBlocked(BlockedLoop blocked) {
    tell(listeners, listener -> listener.loopBlocked(blocked));
  }

  private <O> List<O> observers(Function<TelemetryListener, O> begin) {
    List<O> observers = new ArrayList<>(listeners.size());
    tell(listeners, listener -> observers.add(begin.apply(listener)));
    return observers;
  }

  private <O> void tell(List<O> observers, Consumer<O> what) {
    for (O observer : observers) {
      try {
        what.accept(observer);
      } catch (RuntimeException | LinkageError e) {
        if (hasFailed.compareAndSet(false, true)) {
          LOG.warn("Telemetry failed in {}; from now on this is logged at debug", observer, e);
        } else {
          LOG.debug("Telemetry failed in {}", observer, e);
        }
      }
    }
  }
}
