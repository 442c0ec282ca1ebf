package dev.fjord.driver.amqp.proton.link;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.FjordException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.net.LoopTurn;
import dev.fjord.driver.amqp.net.Outstanding;
import dev.fjord.driver.amqp.proton.address.Addresser;
import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.config.LinkSettings;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that leaves: one link for each destination, attached at first use and detached when it was
 * not used for a while. Thread-safe; never waits.
 */
public final class Outbox implements ConnectionUser {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MOST_LINKS = 8_192;
  private static final int SPARE_SESSIONS = 64;

  private final AmqpConnection connection;
  private final LinkSettings settings;
  private final Timers timers;
  private final MessageIds ids;
  private final Queue<Transfer> handedOver = new ConcurrentLinkedQueue<>();
  private final Outstanding outstanding = new Outstanding();
  private final AtomicBoolean isAdded = new AtomicBoolean();
  private final LoopTurn turn;
  private volatile @Nullable FjordException closed;
  // Confined to the loop from here on; the link that was not used for longest comes first.
  private final Map<Destination, OutgoingLink> links = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable Engine engine;
  private @Nullable Addresser addresser;

  /** On a connection. Attaches nothing yet. */
  public Outbox(AmqpConnection connection, LinkSettings settings, MessageIds ids) {
    this.connection = connection;
    this.settings = settings;
    this.timers = connection.timers();
    this.ids = ids;
    this.turn = new LoopTurn(connection.wire(), this::takeHandedOver, this::failHandedOver);
  }

  /**
   * Sends a message, unless that takes longer than a limit. What comes of it is told by the
   * transfer.
   */
  public void send(Transfer transfer, Duration limit) {
    begin(limit, transfer);
    send(transfer);
  }

  /** Sends a message whose sender limits its time. */
  public void send(Transfer transfer) {
    FjordException obstacle = closed;
    if (obstacle == null) {
      obstacle = outstanding.admit(transfer.size()).orElse(null);
      if (obstacle == null) {
        hand(transfer);
        return;
      }
    }
    transfer.completeExceptionally(obstacle);
  }

  /** Sends a message that could not leave when it was to be written. Called on the loop. */
  public void resume(Transfer transfer) {
    handedOver.add(transfer);
    turn.ask();
  }

  /** What a message that ran out of time before it was taken is told as. */
  public FjordException late(Transfer transfer, Duration limit) {
    String within = " within " + limit.toMillis() + " ms";
    if (transfer.isWritten()) {
      return new DeliveryException(
          "The broker did not settle the message" + within, Retry.MAY_DUPLICATE, null);
    }
    Optional<FjordException> unreachable = connection.unreachable();
    if (unreachable.isPresent()) {
      return unreachable.get();
    }
    String trouble = transfer.trouble();
    return new DeliveryException(
        "The message was not written"
            + within
            + ": "
            + (trouble.isEmpty() ? "the broker gave no credit for it" : trouble),
        Retry.SAFE,
        null);
  }

  /** Ends what is under way and refuses what comes later. */
  public void close(TransportClosedException reason) {
    closed = reason;
    connection
        .wire()
        .run(
            () -> {
              failHandedOver();
              List.copyOf(links.values()).forEach(link -> link.close(reason));
              links.clear();
            },
            this::failHandedOver);
  }

  @Override
  public void up(Engine newEngine, Addresser newAddresser) {
    engine = newEngine;
    addresser = newAddresser;
    for (OutgoingLink link : List.copyOf(links.values())) {
      if (link.isIdle()) {
        links.remove(link.destination());
      } else {
        link.up(newEngine, newAddresser);
      }
    }
    takeHandedOver();
  }

  @Override
  public void down(String why) {
    engine = null;
    addresser = null;
    List.copyOf(links.values()).forEach(link -> link.down(why));
  }

  @Override
  public void refused(FjordException reason) {
    links.values().forEach(link -> link.failWaiting(reason));
    links.clear();
  }

  @Override
  public void writable() {
    links.values().forEach(OutgoingLink::drain);
  }

  MessageIds ids() {
    return ids;
  }

  /** A link is of no use any more. */
  void drop(OutgoingLink link) {
    links.remove(link.destination(), link);
  }

  /** Runs a step on the loop after the pause before links are attached again. */
  void afterPause(Runnable step) {
    later(settings.linkRetryDelay(), step);
  }

  private void hand(Transfer transfer) {
    var unused =
        transfer.whenComplete(
            (nothing, failure) -> {
              outstanding.release(transfer.size());
              if (failure != null && !transfer.isWritten()) {
                connection.wire().run(() -> forget(transfer), () -> {});
              }
            });
    handedOver.add(transfer);
    if (isAdded.compareAndSet(false, true)) {
      connection.add(this);
      later(settings.senderTimeout(), this::detachIdle);
    }
    turn.askAfterTasksAtHand();
    FjordException reason = closed;
    if (reason != null) {
      // A race with close(): it may have looked before this one was there.
      transfer.completeExceptionally(reason);
    }
  }

  private void begin(Duration limit, Transfer transfer) {
    try {
      Timers.Timeout timeout =
          timers.schedule(limit, () -> transfer.completeExceptionally(late(transfer, limit)));
      var unused = transfer.whenComplete((nothing, failure) -> timeout.cancel());
    } catch (RejectedExecutionException e) {
      transfer.completeExceptionally(new TransportClosedException("The transport is closed", e));
    }
  }

  private void takeHandedOver() {
    for (Transfer next = handedOver.poll(); next != null; next = handedOver.poll()) {
      if (!next.isDone()) {
        take(next);
      }
    }
  }

  private void take(Transfer transfer) {
    Optional<BrokerUnreachableException> refusal = connection.refusal();
    if (refusal.isPresent()) {
      transfer.completeExceptionally(refusal.get());
      return;
    }
    OutgoingLink link = links.get(transfer.destination());
    if (link == null) {
      if (!hasRoom()) {
        transfer.completeExceptionally(
            new DeliveryException(
                "Messages are on their way to too many addresses at once", Retry.SAFE, null));
        return;
      }
      link = new OutgoingLink(transfer.destination(), this);
      links.put(transfer.destination(), link);
      Engine live = engine;
      Addresser spelling = addresser;
      if (live != null && spelling != null) {
        link.up(live, spelling);
      }
    }
    link.send(transfer, timers.nanoTime());
  }

  /** Each link takes a session, of which brokers allow so many. */
  private boolean hasRoom() {
    Engine live = engine;
    int most =
        live == null ? MOST_LINKS : Math.clamp(live.mostSessions() - SPARE_SESSIONS, 1, MOST_LINKS);
    if (links.size() < most && (live == null || live.hasSessionLeft())) {
      return true;
    }
    for (OutgoingLink link : links.values()) {
      if (link.isIdle()) {
        detach(link);
        return true;
      }
    }
    // Without a session it waits for one.
    return links.size() < most;
  }

  private void detachIdle() {
    if (closed != null) {
      return;
    }
    long now = timers.nanoTime();
    List<OutgoingLink> idle = new ArrayList<>();
    Iterator<OutgoingLink> longestFirst = links.values().iterator();
    while (longestFirst.hasNext()) {
      OutgoingLink link = longestFirst.next();
      if (now - link.usedNanos() < settings.senderTimeout().toNanos()) {
        break;
      }
      if (link.isIdle()) {
        idle.add(link);
      }
    }
    idle.forEach(this::detach);
    later(settings.senderTimeout(), this::detachIdle);
  }

  private void detach(OutgoingLink link) {
    links.remove(link.destination());
    link.close(new TransportClosedException("The link was not used and is detached"));
  }

  private void forget(Transfer transfer) {
    OutgoingLink link = links.get(transfer.destination());
    if (link != null) {
      link.forget(transfer);
    }
  }

  private void failHandedOver() {
    FjordException reason =
        closed == null ? new TransportClosedException("The transport is closed") : closed;
    for (Transfer next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.completeExceptionally(reason);
    }
  }

  private void later(Duration pause, Runnable step) {
    try {
      timers.schedule(pause, () -> connection.wire().run(step, () -> {}));
    } catch (RejectedExecutionException e) {
      LOG.debug("The transport is closed", e);
    }
  }
}
