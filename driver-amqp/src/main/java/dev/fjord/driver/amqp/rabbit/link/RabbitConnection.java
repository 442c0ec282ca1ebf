package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.Role;
import dev.fjord.ConnectionChange.State;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.HostAddress;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.Backoff;
import dev.fjord.driver.amqp.ConnectionStates;
import dev.fjord.driver.amqp.net.AttemptLimits;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.rabbit.config.LinkSettings;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import dev.fjord.spi.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that recovers by itself: made at first use, made again when it is lost, with every
 * user's channel on it. Each change of its {@link State} is told.
 *
 * <p>Thread-safe. No public method blocks except {@link #awaitClosed}.
 */
public final class RabbitConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitConnection.class);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final int CLOSE_MILLIS = 1_000;

  private final String name;
  private final TransportUrl url;
  private final LinkSettings settings;
  private final ConnectionStates states;
  private final WireLoop wire;
  private final SetupThread setup;
  private final Connector connector;
  private final Random random = new Random();
  private final Backoff backoff;
  private final ChannelSeats seats = new ChannelSeats(this::newSeat);
  private final AttemptLimits limits = new AttemptLimits();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CurrentSocket socket = new CurrentSocket(this::tellWritable);
  private @Nullable Connection connection;
  private boolean attemptIsDue;
  private volatile String dropped = "";
  private volatile @Nullable FjordException refused;

  /** With its role and the loop that it shares with others. Reaches for no broker yet. */
  public RabbitConnection(
      Role role,
      TransportUrl url,
      RabbitSettings settings,
      WireLoop wire,
      Consumer<ConnectionChange> observer) {
    this.name = "rabbit-" + role.name().toLowerCase(Locale.ROOT);
    this.url = url;
    this.settings = settings.link();
    this.states = new ConnectionStates(name + " to " + url, role, observer);
    this.wire = wire;
    this.setup = new SetupThread(name, wire.timers());
    this.connector = new Connector(url, settings, random);
    this.backoff = new Backoff(this.settings.backoff(), random);
  }

  /** Whether messages written now would reach the broker's memory. */
  public boolean isBlocked() {
    return states.is(State.BLOCKED);
  }

  /** Why the broker lets nobody in, as long as that lasts. */
  public Optional<FjordException> refusal() {
    return Optional.ofNullable(refused);
  }

  /** What to tell somebody whose time ran out before there was a connection. */
  public Optional<FjordException> unreachable() {
    String trouble = states.trouble();
    return states
        .now()
        .filter(now -> now != State.UP && now != State.BLOCKED && now != State.CLOSED)
        .map(
            now ->
                new BrokerUnreachableException(
                    url, trouble.isEmpty() ? "no attempt has ended yet" : trouble, null));
  }

  /** The loop that it shares with others. */
  public WireLoop wire() {
    return wire;
  }

  /** Has something fail that still waits after a failed attempt to connect and so many more. */
  public void limitAttempts(CompletableFuture<?> waiting, int retries) {
    limits.add(waiting, retries);
  }

  Timers timers() {
    return wire.timers();
  }

  TransportUrl url() {
    return url;
  }

  /** Runs a task on the loop; after the close, runs {@code ifClosed} here instead. */
  public void onLoop(Runnable task, Runnable ifClosed) {
    wire.run(task, ifClosed);
  }

  /** Runs a task on the loop; after the close, nothing is left for it to do. */
  void onLoop(Runnable task) {
    onLoop(task, () -> {});
  }

  /** Gives a user a channel, now and after every loss, until it is detached. */
  public void attach(ChannelUser user) {
    setup.run(
        () -> {
          ChannelSeat seat = seats.take(user);
          if (connection == null) {
            attemptSoon(Duration.ZERO);
          } else {
            reopen(seat);
          }
        });
  }

  /** Takes a user's channel away for good, after a last task on it. */
  public void detach(ChannelUser user, ChannelTask last) {
    setup.run(() -> seats.leave(user, last));
  }

  /** Gives a user another channel: the one that it has is of no use. */
  void replaceChannel(ChannelUser user, String reason) {
    setup.run(() -> seats.replace(user, reason));
  }

  /** Does something on a user's channel that may wait for the broker. */
  public void withChannel(ChannelUser user, ChannelTask task) {
    setup.run(() -> seats.run(user, task));
  }

  /**
   * Carries out declarations. The stage ends with an {@link IOException} when there is no
   * connection and with a {@link FjordException} when the broker refuses for good.
   */
  public CompletionStage<@Nullable Void> declare(List<Method> methods) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    setup.run(
        () -> {
          Connection current = connection;
          try {
            if (current == null || isBlocked()) {
              // A blocked one is not even read by the broker: each wait would be in vain.
              throw new IOException("There is no connection that takes declarations");
            }
            Declarations.run(current, methods);
            done.complete(null);
          } catch (IOException | ShutdownSignalException e) {
            done.completeExceptionally(refusal(e).map(Exception.class::cast).orElse(e));
          }
        });
    return done;
  }

  /** Begins to close; what was asked of the setup thread before is done first. */
  public void close() {
    socket.refuseMore();
    setup.close(
        () -> {
          states.to(State.CLOSED, "");
          Connection current = connection;
          connection = null;
          if (current != null) {
            current.abort(AMQP.REPLY_SUCCESS, "closed", CLOSE_MILLIS);
          }
          closed.countDown();
        });
  }

  /** Waits for the close to end and forces it when the time is up. Blocks. */
  public void awaitClosed(Duration limit) {
    try {
      if (!closed.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{} does not close; its socket is closed without the broker's consent", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    states.to(State.CLOSED, "");
    setup.stop();
    socket.close();
  }

  /** Roles, not addresses: those are in the events. */
  @Override
  public String toString() {
    return name;
  }

  /** Where its channels are opened. */
  SetupThread setup() {
    return setup;
  }

  boolean isConnected() {
    Connection current = connection;
    return current != null && current.isOpen();
  }

  Duration slowPause() {
    return Backoff.jittered(SLOW, random);
  }

  void reopen(ChannelSeat seat) {
    Connection current = connection;
    LinkSocket currentSocket = socket.get();
    if (current != null && currentSocket != null && current.isOpen()) {
      seat.open(current, currentSocket);
    }
  }

  /** Ends a connection that is of no use any more; the loss is then handled like any other. */
  void drop(String reason) {
    dropped = reason;
    socket.close();
  }

  Optional<FjordException> refusal(Exception cause) {
    return cause instanceof FjordException typed
        ? Optional.of(typed)
        : Refusal.behind(cause).map(refusal -> refusal.toException(url, cause));
  }

  private ChannelSeat newSeat(ChannelUser user) {
    return new ChannelSeat(this, user, new Backoff(settings.backoff(), random));
  }

  private void attemptSoon(Duration pause) {
    if (!attemptIsDue && !setup.isClosing()) {
      attemptIsDue = true;
      if (pause.isZero()) {
        setup.run(this::attempt);
      } else {
        setup.later(pause, this::attempt);
      }
    }
  }

  private void attempt() {
    attemptIsDue = false;
    Exception failure = null;
    Exception passing = null;
    for (int i = 0; i < connector.hosts() && connection == null && !setup.isClosing(); i++) {
      if (failure != null) {
        states.to(State.RECOVERING, Refusal.describe(failure));
      }
      HostAddress host = connector.next();
      states.attempt(connector.address(host));
      try {
        connected(connector.connect(host, name, wire.group(), socket::opened));
        return;
      } catch (IOException | TimeoutException | RuntimeException e) {
        failure = socket.reason(e);
        passing = refusal(failure).isPresent() ? passing : failure;
        socket.close();
      }
    }
    if (failure != null && !setup.isClosing()) {
      // Refused only if each host refuses: one that is merely down may let us in later.
      failed(passing == null ? failure : passing);
    }
  }

  private void connected(Connection made) {
    connection = made;
    refused = null;
    backoff.reset();
    made.addBlockedListener(this::blocked, this::unblocked);
    dropped = "";
    states.to(State.UP, "");
    if (made.getHeartbeat() == 0) {
      LOG.warn(
          "{} has no heartbeat: neither side wants one, so a lost broker goes unnoticed", name);
    } else {
      LOG.debug("{} has a heartbeat of {} s", name, made.getHeartbeat());
    }
    made.addShutdownListener(cause -> setup.run(() -> lost(made, cause)));
    reopenAll();
  }

  private void reopenAll() {
    seats.all().forEach(this::reopen);
  }

  private void failed(Exception failure) {
    Optional<FjordException> permanent = refusal(failure);
    if (permanent.isPresent()) {
      FjordException typed = permanent.get();
      refused = typed;
      states.to(State.REFUSED, String.valueOf(typed.getMessage()));
      for (ChannelUser user : seats.users()) {
        onLoop(() -> user.refused(typed));
      }
      attemptSoon(slowPause());
    } else {
      refused = null;
      states.to(State.RECOVERING, Refusal.describe(failure));
      limits.failed(new BrokerUnreachableException(url, Refusal.describe(failure), failure));
      attemptSoon(backoff.next());
    }
  }

  private void lost(Connection which, ShutdownSignalException cause) {
    if (!which.equals(connection)) {
      return;
    }
    connection = null;
    states.to(State.RECOVERING, "lost: " + (dropped.isEmpty() ? Refusal.describe(cause) : dropped));
    long splay = settings.reconnectSplay().toNanos();
    Duration pause = Backoff.jittered(settings.reconnectDelay(), random);
    attemptSoon(pause.plusNanos(splay == 0 ? 0 : random.nextLong(splay)));
  }

  private void blocked(String reason) {
    states.to(State.BLOCKED, Escaped.text(reason == null ? "" : reason));
  }

  private void unblocked() {
    states.to(State.UP, "the broker takes messages again");
    setup.run(this::reopenAll);
    tellWritable();
  }

  /** Called on the loop. */
  private void tellWritable() {
    for (ChannelUser user : seats.users()) {
      onLoop(user::writable);
    }
  }
}
