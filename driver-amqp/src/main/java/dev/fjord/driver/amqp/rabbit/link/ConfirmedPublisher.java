package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.FjordException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.net.LoopTurn;
import dev.fjord.driver.amqp.net.Outstanding;
import dev.fjord.driver.amqp.rabbit.config.PublishGuarantee;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes on one channel and waits for the broker's confirm of each message, many at a time; or,
 * if no more is wanted, until each is written.
 *
 * <p>{@link #publish} may be called by any thread and never waits: the message goes into a bounded
 * queue that the loop writes out, as fast as the socket takes it. A message that was written and
 * not confirmed when the channel was lost is written once more; its unique id lets receivers know
 * it. One that the broker rejects is written again after a pause, until its owner gives it up.
 */
public final class ConfirmedPublisher implements ChannelUser {
  private static final int WINDOW = 4_096;
  private static final int MOST_WRITES = 2;

  private final RabbitConnection connection;
  private final String purpose;
  private final PublishGuarantee guarantee;
  private final Queue<Publication> handedOver = new ConcurrentLinkedQueue<>();
  private final Outstanding outstanding = new Outstanding();
  private final LoopTurn drain;
  private final AtomicBoolean attached = new AtomicBoolean();
  // Confined to the loop from here on.
  private final Deque<Publication> backlog = new ArrayDeque<>();
  private final ConfirmWindow window = new ConfirmWindow(WINDOW);
  private final RouteDeclarer declarer;
  private final RejectedPublications aside;
  private final ChannelDoubts doubts;
  private @Nullable LiveChannel channel;
  private @Nullable FjordException refused;
  private @Nullable FjordException closed;
  private volatile BiConsumer<AMQP.BasicProperties, byte[]> onReturn = (properties, body) -> {};

  /** On a connection, for a purpose that shows in logs. Opens its channel at first use. */
  public ConfirmedPublisher(
      RabbitConnection connection, String purpose, PublishGuarantee guarantee) {
    this.connection = connection;
    this.purpose = purpose;
    this.guarantee = guarantee;
    this.drain = new LoopTurn(connection.wire(), this::drain, this::endHandedOver);
    this.declarer = new RouteDeclarer(connection, this::declared, this::undeclared);
    this.aside = new RejectedPublications(connection.timers(), connection::onLoop, this::again);
    this.doubts =
        new ChannelDoubts(connection.timers(), connection::onLoop, window, this::replaceChannel);
  }

  /** Says who is told of a message that came back after it had counted as taken; on the loop. */
  public void whenReturned(BiConsumer<AMQP.BasicProperties, byte[]> handler) {
    onReturn = handler;
  }

  /** Hands a message over; what comes of it is told by the publication itself. */
  public void publish(Publication publication) {
    Optional<DeliveryException> noRoom = outstanding.admit(publication.size());
    if (noRoom.isPresent()) {
      publication.completeExceptionally(noRoom.get());
      drain.ask();
      return;
    }
    handedOver.add(publication);
    drain.askAfterTasksAtHand();
    if (!attached.get() && attached.compareAndSet(false, true)) {
      connection.attach(this);
    }
  }

  /** A publication was given up by its owner; forgets it soon if it was not written yet. */
  public void forgetGivenUp() {
    drain.ask();
  }

  /** What keeps messages from being written, if there is something. */
  public Optional<FjordException> obstacle() {
    return connection.isBlocked()
        ? Optional.of(
            new DeliveryException(
                "The broker blocks publishers: it is low on memory or disk", Retry.SAFE, null))
        : connection.unreachable();
  }

  /** Ends everything that is under way. */
  public void close(TransportClosedException reason) {
    connection.onLoop(
        () -> {
          closed = reason;
          drain();
        });
  }

  @Override
  public String purpose() {
    return purpose;
  }

  @Override
  public void prepare(Channel client) throws IOException {
    if (guarantee == PublishGuarantee.WRITTEN) {
      client.addReturnListener(
          returned -> onReturn.accept(returned.getProperties(), returned.getBody()));
      return;
    }
    // Not confirmSelect(): that makes the client keep a second, locked account of what is pending.
    client.rpc(new AMQP.Confirm.Select.Builder().build());
    client.addConfirmListener(
        (sequence, multiple) -> window.settle(sequence, reach(multiple), this::confirmed),
        (sequence, multiple) -> window.settle(sequence, reach(multiple), this::rejected));
    client.addReturnListener(
        returned -> returned(returned.getExchange(), returned.getRoutingKey(), returned.getBody()));
  }

  @Override
  public void opened(LiveChannel live) {
    channel = live;
    refused = null;
    doubts.opened();
    declarer.forget();
    drain();
  }

  @Override
  public void lost(Optional<ChannelClose> why) {
    channel = null;
    List<Publication> again = new ArrayList<>();
    // What we took away ourselves says nothing against what was under way on it.
    boolean isReplaced = doubts.areGrave();
    boolean isIgnored = false;
    for (Publication publication : window.restart()) {
      if (isIgnored) {
        // The broker read nothing on this channel behind what it blames.
        publication.unwritten();
      }
      boolean isBlamed = why.isPresent() && why.get().blames(publication.route().exchange());
      if (isBlamed && (publication.writes() >= MOST_WRITES || !why.get().isMissing())) {
        release(publication);
        publication.completeExceptionally(why.get().toException(connection.url()));
      } else if (isReplaced || publication.writes() < MOST_WRITES) {
        again.add(publication);
      } else {
        finish(publication, "It was sent twice and the connection was lost before its confirm");
      }
      isIgnored |= isBlamed;
    }
    putFirst(again);
  }

  @Override
  public void refused(FjordException reason) {
    refused = reason;
    drainInto();
    endBacklog(reason);
  }

  @Override
  public void writable() {
    drain();
  }

  /** The loop is gone: what is handed over now goes nowhere. Called by any thread. */
  private void endHandedOver() {
    for (Publication next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.completeExceptionally(new TransportClosedException("The transport is closed"));
    }
  }

  private void drainInto() {
    for (Publication next = handedOver.poll(); next != null; next = handedOver.poll()) {
      backlog.add(next);
    }
  }

  private void drain() {
    drainInto();
    FjordException reason = closed == null ? connection.refusal().orElse(refused) : closed;
    if (reason != null) {
      endAll(reason);
      return;
    }
    LiveChannel current = channel;
    if (current == null || connection.isBlocked() || doubts.areGrave()) {
      dropEnded();
      return;
    }
    while (!backlog.isEmpty() && !window.isFull() && current.isWritable()) {
      Publication publication = backlog.remove();
      if (publication.isDone()) {
        release(publication);
      } else if (declarer.isDeclared(publication)) {
        if (!write(publication, current)) {
          return;
        }
      }
    }
  }

  private boolean write(Publication publication, LiveChannel current) {
    // Before the write: a confirm may not come first, but the window must hold what is counted.
    window.add(publication);
    if (publication.writeTo(current)) {
      if (guarantee == PublishGuarantee.WRITTEN) {
        window.removeLast();
        release(publication);
        publication.complete(Publication.Outcome.CONFIRMED);
      } else {
        doubts.written();
      }
      return true;
    }
    window.removeLast();
    publication.unwritten();
    backlog.addFirst(publication);
    channel = null;
    return false;
  }

  private void confirmed(Publication publication) {
    doubts.confirmed(publication);
    release(publication);
    publication.complete(Publication.Outcome.CONFIRMED);
    if (!backlog.isEmpty()) {
      drain.ask();
    }
  }

  private void rejected(Publication publication) {
    publication.rejected();
    doubts.rejected(publication);
    aside.add(publication);
  }

  private void replaceChannel(String reason) {
    if (connection.isBlocked()) {
      // Then nothing is read either, and all is confirmed once the broker goes on.
      doubts.opened();
    } else {
      connection.replaceChannel(this, reason);
    }
  }

  private void again(Publication publication) {
    backlog.add(publication);
    drain();
  }

  private void returned(String exchange, String key, byte[] body) {
    Publication publication = window.find(exchange, key, body);
    if (publication != null) {
      // Its confirm follows and takes it out of the window.
      publication.complete(Publication.Outcome.RETURNED);
    }
  }

  private void declared(List<Publication> waiting) {
    putFirst(waiting);
    drain();
  }

  private void putFirst(List<Publication> publications) {
    for (int i = publications.size() - 1; i >= 0; i--) {
      backlog.addFirst(publications.get(i));
    }
  }

  private void undeclared(List<Publication> waiting, FjordException reason) {
    for (Publication publication : waiting) {
      release(publication);
      publication.completeExceptionally(reason);
    }
  }

  private void endAll(FjordException reason) {
    if (closed != null) {
      backlog.addAll(window.restart());
      backlog.addAll(declarer.takeAll());
      backlog.addAll(aside.takeAll());
    }
    endBacklog(reason);
  }

  private void endBacklog(FjordException reason) {
    for (Publication publication : backlog) {
      // What was written before the loss may have arrived; that matters more than why it ends now.
      publication.completeExceptionally(
          publication.wasWritten() && closed == null
              ? new DeliveryException(
                  "The connection was lost before its confirm, and there is no new one",
                  Retry.MAY_DUPLICATE,
                  reason)
              : reason);
    }
    dropEnded();
  }

  private void dropEnded() {
    backlog.removeIf(
        publication -> {
          if (publication.isDone()) {
            release(publication);
          }
          return publication.isDone();
        });
  }

  private void finish(Publication publication, String what) {
    release(publication);
    publication.completeExceptionally(new DeliveryException(what, Retry.MAY_DUPLICATE, null));
  }

  private void release(Publication publication) {
    outstanding.release(publication.size());
  }

  private static Reach reach(boolean multiple) {
    return multiple ? Reach.ALL_UP_TO : Reach.ONE;
  }
}
