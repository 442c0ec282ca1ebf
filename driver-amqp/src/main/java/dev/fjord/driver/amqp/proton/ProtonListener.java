package dev.fjord.driver.amqp.proton;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.FjordException;
import dev.fjord.MalformedMessageException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.SeenMessages;
import dev.fjord.driver.amqp.net.LoopTurn;
import dev.fjord.driver.amqp.proton.link.AmqpConnection;
import dev.fjord.driver.amqp.proton.link.Arrival;
import dev.fjord.driver.amqp.proton.link.IncomingLink;
import dev.fjord.driver.amqp.proton.link.Plan;
import dev.fjord.driver.amqp.proton.wire.MessageDecoder;
import dev.fjord.driver.amqp.proton.wire.ReceivedMessage;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives over a few links. Credit is the back-pressure: no link has more of it than there are
 * free slots, so what is not asked for stays at the broker. What several links bring for one slot
 * waits here, unsettled (L2).
 */
final class ProtonListener implements Listener, IncomingLink.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(ProtonListener.class);

  private final ListenPlan plan;
  private final AmqpConnection connection;
  private final DriverParts parts;
  private final @Nullable ReplySender replies;
  private final List<IncomingLink> links;
  private final AtomicInteger slots = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Queue<Settlement> handedOver = new ConcurrentLinkedQueue<>();
  private final LoopTurn turn;
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private volatile @Nullable IncomingHandler handler;
  private volatile boolean needsSlots;
  private volatile Runnable whenClosed = () -> {};
  // Confined to the loop from here on.
  private final Deque<Arrival> inbox = new ArrayDeque<>();
  private final SeenMessages seen = new SeenMessages();
  private boolean isStopped;

  /** Without a sender of replies, it listens to notifications. */
  ProtonListener(
      ListenPlan plan,
      AmqpConnection connection,
      DriverParts parts,
      @Nullable ReplySender replies) {
    this.plan = plan;
    this.connection = connection;
    this.parts = parts;
    this.replies = replies;
    this.turn = new LoopTurn(connection.wire(), this::takeHandedOver, this::failHandedOver);
    this.links =
        plan.sources().stream()
            .map(
                source ->
                    new IncomingLink(
                        connection, Plan.from(source, parts.mostBytes(), parts.ids()), this))
            .toList();
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler newHandler) {
    handler = newHandler;
    if (closed.get()) {
      started.completeExceptionally(new TransportClosedException("The listener is closed"));
    } else {
      onLoop(() -> links.forEach(IncomingLink::open));
    }
    return started;
  }

  @Override
  public void request(int more) {
    slots.addAndGet(more);
    // A race with topUp(): it says so before it looks at the slots.
    if (needsSlots) {
      turn.askAfterTasksAtHand();
    }
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    connection.wire().run(this::stopOnLoop, () -> stopped.complete(null));
    return stopped;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop();
      onLoop(() -> links.forEach(IncomingLink::close));
      started.completeExceptionally(new TransportClosedException("The listener is closed"));
      // Nothing can come after this, whatever became of the loop.
      stopped.complete(null);
      whenClosed.run();
    }
  }

  /** Has something done when the listener is closed; to be set before it is used. */
  void whenClosed(Runnable task) {
    whenClosed = task;
  }

  @Override
  public void attached(IncomingLink link) {
    if (links.stream().allMatch(IncomingLink::isAttached)) {
      started.complete(null);
    }
    topUp(link);
  }

  @Override
  public void detached(IncomingLink link, String why) {
    inbox.removeIf(arrival -> arrival.isFrom(link));
    seen.forgetAll();
  }

  @Override
  public void refused(IncomingLink link, FjordException reason) {
    started.completeExceptionally(reason);
  }

  @Override
  public void arrived(IncomingLink link, Arrival arrival) {
    inbox.add(arrival);
    drain();
    topUp(link);
  }

  @Override
  public void arrivedInVain(IncomingLink link) {
    topUp(link);
  }

  private void onLoop(Runnable task) {
    connection.wire().run(task, () -> {});
  }

  private void stopOnLoop() {
    if (!isStopped) {
      isStopped = true;
      links.forEach(IncomingLink::drain);
      drain();
    }
    stopped.complete(null);
  }

  /** What other threads have settled, and the slots they have freed. */
  private void takeHandedOver() {
    for (Settlement next = handedOver.poll(); next != null; next = handedOver.poll()) {
      settle(next);
    }
    drain();
    links.forEach(this::topUp);
  }

  private void settle(Settlement settlement) {
    Arrival arrival = settlement.arrival();
    boolean isDone = settlement.kind() == Settlement.Kind.ACKNOWLEDGE;
    if (!(isDone ? arrival.accept() : arrival.release())) {
      seen.forget(settlement.uniqueId());
      settlement.completeExceptionally(lost());
      return;
    }
    CompletableFuture<@Nullable Void> told = new CompletableFuture<>();
    var unused = told.whenComplete((nothing, failure) -> settled(settlement, failure));
    arrival.whenTold(told);
  }

  /** What the broker was not told comes again, and is no copy then. */
  private void settled(Settlement settlement, @Nullable Throwable failure) {
    if (failure == null && settlement.kind() == Settlement.Kind.ACKNOWLEDGE) {
      seen.remember(settlement.uniqueId());
    } else {
      seen.forget(settlement.uniqueId());
    }
    if (failure == null) {
      settlement.complete(null);
    } else {
      settlement.completeExceptionally(failure);
    }
  }

  /** The loop is gone. Called by any thread. */
  private void failHandedOver() {
    for (Settlement next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.completeExceptionally(lost());
    }
  }

  private void drain() {
    while (!inbox.isEmpty()) {
      if (isStopped) {
        inbox.remove().release();
      } else if (slots.get() > 0) {
        slots.decrementAndGet();
        if (!handOver(inbox.remove())) {
          slots.incrementAndGet();
        }
      } else {
        return;
      }
    }
  }

  /** Gives a link as much credit as there are slots that nothing waits for. */
  private void topUp(IncomingLink link) {
    if (isStopped || !link.isAttached()) {
      return;
    }
    needsSlots = true;
    int most = Math.min(plan.credit(), Math.max(0, slots.get() - inbox.size()));
    if (most == plan.credit() && inbox.isEmpty()) {
      needsSlots = false;
    }
    if (most > 0 && link.credit() <= most / 2) {
      link.grant(most - link.credit());
    }
  }

  /** Hands one message over; false if it was not one that anybody could be handed. */
  private boolean handOver(Arrival arrival) {
    Incoming incoming;
    try {
      ReceivedMessage message = MessageDecoder.decode(arrival.message());
      if (Incoming.isExpired(message.envelope(), arrival, parts.timers().nanoTime())) {
        // It ran out while it waited here, where the broker does not drop it any more.
        LOG.debug("A request to {} is dropped: its caller has given up", plan.purpose());
        arrival.accept();
        return false;
      }
      incoming =
          new Incoming(
              arrival,
              message.envelope(),
              parts
                  .decoder()
                  .request(
                      message
                          .body()
                          .orElseThrow(() -> new MalformedMessageException("It has no body"))));
    } catch (MalformedMessageException e) {
      LOG.warn("A message to {} is rejected: {}", plan.purpose(), e.getMessage());
      arrival.reject("amqp:decode-error", "It cannot be read");
      return false;
    }
    if (!seen.take(incoming.uniqueId())) {
      LOG.debug("A copy of a request to {} is dropped", plan.purpose());
      arrival.accept();
      return false;
    }
    hand(incoming);
    return true;
  }

  private void hand(Incoming incoming) {
    IncomingHandler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("A listener receives only after it was started");
    }
    try {
      taker.handle(new ProtonMessage(incoming, parts.timers(), this::settleSoon, replies));
    } catch (RuntimeException e) {
      LOG.error("A handler of messages threw, which it must not", e);
    }
  }

  private void settleSoon(Settlement settlement) {
    handedOver.add(settlement);
    turn.ask();
  }

  private static DeliveryException lost() {
    return new DeliveryException(
        "The message could not be settled: its link was lost, it is delivered again",
        Retry.SAFE,
        null);
  }
}
