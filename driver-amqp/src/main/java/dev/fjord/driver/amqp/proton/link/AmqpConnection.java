package dev.fjord.driver.amqp.proton.link;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import dev.fjord.FjordException;
import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.Backoff;
import dev.fjord.driver.amqp.ConnectionStates;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.proton.address.Addresser;
import dev.fjord.driver.amqp.proton.config.ProtonSettings;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection, which recovers by itself: made at first use, made again when it is lost, with
 * every user's links on it. It goes from IDLE through CONNECTING to UP; from there, and from an
 * attempt that failed, through PAUSING back to CONNECTING; and from anywhere to CLOSED.
 *
 * <p>Thread-safe; all of it happens on the loop. No method blocks except {@link #awaitClosed}.
 */
public final class AmqpConnection implements Engine.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private final TransportUrl url;
  private final ProtonSettings settings;
  private final ConnectionStates states;
  private final WireLoop wire;
  private final Connector connector;
  private final Random random = new Random();
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable BrokerUnreachableException refusal;
  // Confined to the loop from here on.
  private final Set<ConnectionUser> users = new LinkedHashSet<>();
  private Phase phase = Phase.IDLE;
  private @Nullable Engine engine;
  private @Nullable Addresser addresser;
  private Timers.@Nullable Timeout limit;
  private @Nullable Loss passing;
  private int failedInARow;

  /** Where the connection stands. */
  private enum Phase {
    IDLE,
    CONNECTING,
    UP,
    PAUSING,
    CLOSED
  }

  /**
   * On a loop. Reaches for no broker yet.
   *
   * @throws dev.fjord.ConfigurationException if TLS cannot be used as it is configured
   */
  public AmqpConnection(
      TransportUrl url,
      ProtonSettings settings,
      WireLoop wire,
      Consumer<ConnectionChange> observer) {
    this.url = url;
    this.settings = settings;
    this.states = new ConnectionStates("amqp to " + url, Role.BOTH, observer);
    this.wire = wire;
    this.connector = new Connector(url, settings, wire, random);
    this.backoff = new Backoff(settings.link().backoff(), random);
  }

  /** The loop that everything happens on. */
  public WireLoop wire() {
    return wire;
  }

  /** The clock. */
  public Timers timers() {
    return wire.timers();
  }

  /** Why the broker lets nobody in, as long as that lasts. */
  public Optional<BrokerUnreachableException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** What to tell somebody whose time ran out before there was a connection. */
  public Optional<FjordException> unreachable() {
    String trouble = states.trouble();
    return states
        .now()
        .filter(now -> now != State.UP && now != State.CLOSED)
        .map(
            now ->
                new BrokerUnreachableException(
                    url, trouble.isEmpty() ? "no attempt has ended yet" : trouble, null));
  }

  /** Begins to close. What was asked of the loop before is done first. */
  public void close() {
    wire.run(
        () -> {
          boolean wasUp = phase == Phase.UP;
          phase = Phase.CLOSED;
          states.to(State.CLOSED, "");
          Engine current = engine;
          if (current == null || current.isOver()) {
            closed.countDown();
          } else if (!wasUp) {
            current.end(Loss.passing("closed"));
          } else {
            current.close();
            later(CLOSE, () -> current.end(Loss.passing("closed")));
          }
        },
        closed::countDown);
  }

  /** Waits for the close to end and forces it when the time is up. Blocks. */
  public void awaitClosed(Duration patience) {
    try {
      if (!closed.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("The connection to {} is closed without the broker's consent", url);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    states.to(State.CLOSED, "");
    wire.run(this::endNow, () -> {});
  }

  @Override
  public void opened(Engine opened) {
    if (!opened.equals(engine) || phase != Phase.CONNECTING) {
      return;
    }
    cancelLimit();
    phase = Phase.UP;
    refusal = null;
    passing = null;
    failedInARow = 0;
    backoff.reset();
    Addresser spelling = Addresser.of(settings.addresses(), opened.product());
    addresser = spelling;
    states.to(State.UP, "");
    for (ConnectionUser user : List.copyOf(users)) {
      user.up(opened, spelling);
    }
  }

  @Override
  public void lost(Engine lost, Loss why) {
    if (!lost.equals(engine)) {
      return;
    }
    engine = null;
    cancelLimit();
    switch (phase) {
      case CONNECTING -> failed(why);
      case UP -> {
        addresser = null;
        states.to(State.RECOVERING, "lost: " + why.text());
        List.copyOf(users).forEach(user -> user.down(why.text()));
        pause(Backoff.jittered(settings.link().backoff().first(), random));
      }
      case CLOSED -> {
        List.copyOf(users).forEach(user -> user.down("the transport is closed"));
        closed.countDown();
      }
      case IDLE, PAUSING -> throw new IllegalStateException("No connection can be lost " + phase);
    }
  }

  @Override
  public void writable() {
    List.copyOf(users).forEach(ConnectionUser::writable);
  }

  /** Gives a user the connection, now and after every loss, until it is removed. */
  void add(ConnectionUser user) {
    wire.run(() -> addOnLoop(user), () -> {});
  }

  void addOnLoop(ConnectionUser user) {
    users.add(user);
    Engine live = engine;
    Addresser spelling = addresser;
    if (phase == Phase.UP && live != null && spelling != null) {
      user.up(live, spelling);
    } else if (phase == Phase.IDLE) {
      attempt();
    }
  }

  void remove(ConnectionUser user) {
    users.remove(user);
  }

  /** Runs a step on the loop after the pause before links are attached again. */
  void afterLinkPause(Runnable step) {
    var unused = later(settings.link().linkRetryDelay(), step);
  }

  private void attempt() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CONNECTING;
    HostAddress host = connector.next();
    states.attempt(connector.address(host));
    Engine made = connector.connect(host, this);
    engine = made;
    limit = later(HANDSHAKE, () -> made.end(Loss.passing("no answer in time")));
  }

  private void failed(Loss why) {
    failedInARow++;
    if (why.kind() == Loss.Kind.PASSING) {
      passing = why;
    }
    if (failedInARow % connector.hosts() != 0) {
      states.to(State.RECOVERING, why.text());
      attempt();
      return;
    }
    // Refused only if each host refuses: one that is merely down may let us in later.
    Loss decisive = passing == null ? why : passing;
    passing = null;
    if (decisive.kind() == Loss.Kind.REFUSED) {
      BrokerUnreachableException typed = new BrokerUnreachableException(url, decisive.text(), null);
      refusal = typed;
      states.to(State.REFUSED, decisive.text());
      List.copyOf(users).forEach(user -> user.refused(typed));
      pause(Backoff.jittered(SLOW, random));
    } else {
      refusal = null;
      states.to(State.RECOVERING, decisive.text());
      pause(backoff.next());
    }
  }

  private void pause(Duration pause) {
    phase = Phase.PAUSING;
    later(
        pause,
        () -> {
          if (phase == Phase.PAUSING) {
            attempt();
          }
        });
  }

  private void endNow() {
    Engine current = engine;
    if (current != null) {
      current.end(Loss.passing("closed"));
    }
  }

  private void cancelLimit() {
    Timers.Timeout timeout = limit;
    if (timeout != null) {
      timeout.cancel();
      limit = null;
    }
  }

  private Timers.@Nullable Timeout later(Duration pause, Runnable step) {
    try {
      return wire.timers().schedule(pause, () -> wire.run(step, () -> {}));
    } catch (RejectedExecutionException e) {
      LOG.debug("The transport is closed", e);
      return null;
    }
  }
}
