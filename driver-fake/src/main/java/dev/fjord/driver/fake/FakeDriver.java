package dev.fjord.driver.fake;

import dev.fjord.DeliveryException;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transport's link to a fake broker. Thread-safe; does not block. */
final class FakeDriver implements Driver {
  private static final Logger LOG = LoggerFactory.getLogger(FakeDriver.class);
  private static final CompletionStage<@Nullable Void> DONE =
      CompletableFuture.completedStage(null);

  private final FakeBroker broker;
  private final FakeConnection connection;
  private final FakeWire wire;
  private final Timers timers;
  private final String defaultExchange;
  private final Duration replyDelay;
  private final CallTable calls;
  private final Set<FakeListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  FakeDriver(
      FakeBroker broker,
      FakeWire wire,
      Timers timers,
      FakeOptions options,
      FakeConnection connection) {
    this.broker = broker;
    this.connection = connection;
    this.wire = wire;
    this.timers = timers;
    this.defaultExchange = options.defaultExchange();
    this.replyDelay = options.replyDelay();
    this.calls = new CallTable(timers);
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    try {
      requireOpen();
      connection.use();
      publish(route(to, options.kind()), wire.carry(message, null));
      return DONE;
    } catch (UndeliverableException e) {
      return isIgnored(options.undeliverable()) ? DONE : CompletableFuture.failedFuture(e);
    } catch (FjordException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    FakeCall call = new FakeCall(to, options, calls, timers);
    try {
      if (to.isFanout() && options.everyReply().isEmpty()) {
        throw new InvalidTargetException(to, "a fanout has no single reply; use a cast");
      }
      QueuedMessage carried = wire.carry(message, call);
      connection.use();
      calls.add(call);
      call.monitor();
      publish(route(to, SendOptions.Kind.CAST), carried);
    } catch (UndeliverableException e) {
      if (!isIgnored(options.undeliverable())) {
        call.fail(e);
      }
    } catch (FjordException e) {
      calls.remove(call);
      call.failUnlisted(e);
    }
    return call;
  }

  @Override
  public Listener listen(ListenRequest request) {
    connection.useLater();
    FakeListener listener = new FakeListener(this, request);
    listeners.add(listener);
    return listener;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public void close() {
    closed = true;
    broker.forget(this);
    listeners.forEach(FakeListener::close);
    calls.close().forEach(call -> call.failUnlisted(CallTable.closedFailure()));
    connection.close();
  }

  /** What a lost connection does: calls end, what is unsettled goes back. */
  void disconnect() {
    connection.disturb("the fake broker lost every connection, as was asked for");
    endAll();
  }

  /** What a broker that goes down does: the same, and there is no connection afterwards. */
  void goDown() {
    connection.lose("the fake broker went down, as was asked for");
    endAll();
  }

  void comeBack() {
    connection.restore();
  }

  private void endAll() {
    for (FakeCall call : calls.removeAll()) {
      call.failUnlisted(
          new DeliveryException(
              "The connection to the fake broker was lost while the call waited for its reply",
              DeliveryException.Retry.MAY_DUPLICATE,
              null));
    }
    listeners.forEach(FakeListener::takeBack);
  }

  /** Brings a reply to its caller, now or as late as the knobs say. */
  CompletionStage<@Nullable Void> reply(FakeCall call, Reply reply) {
    Faults faults = broker.state().faults();
    if (closed || faults.isDown() || faults.dropsNextReply()) {
      LOG.debug("A reply was dropped: {}", closed ? "its transport is closed" : "as was asked for");
      return DONE; // M3
    }
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    if (faults.heldReplies().keep(() -> arrive(call, reply, done))) {
      return done;
    }
    Duration delay = replyDelay.isZero() ? faults.replyDelay() : replyDelay;
    if (delay.isZero()) {
      arrive(call, reply, done);
    } else {
      later(delay, () -> arrive(call, reply, done));
    }
    return done;
  }

  boolean isClosed() {
    return closed;
  }

  FakeWire wire() {
    return wire;
  }

  Topology topology() {
    return broker.topology();
  }

  String defaultExchange() {
    return defaultExchange;
  }

  int pendingCalls() {
    return calls.size();
  }

  void forget(FakeListener listener) {
    listeners.remove(listener);
  }

  private void arrive(FakeCall call, Reply reply, CompletableFuture<@Nullable Void> done) {
    if (!call.end(reply)) {
      broker.state().countLateReply(); // D3
      LOG.debug("A reply came after its call had ended and was dropped");
    }
    done.complete(null);
  }

  private List<MessageQueue> route(Target to, SendOptions.Kind kind) {
    return switch (kind) {
      case CAST ->
          to.isFanout() ? topology().fanout(to) : List.of(topology().route(to, defaultExchange));
      case NOTIFICATION, BARE_NOTIFICATION -> topology().notification(to, defaultExchange);
    };
  }

  private void publish(List<MessageQueue> queues, QueuedMessage message) {
    Faults faults = broker.state().faults();
    if (faults.rejectsNextSend()) {
      throw new DeliveryException(
          "The fake broker rejected the message, as was asked for",
          DeliveryException.Retry.SAFE,
          null);
    }
    if (faults.dropsNextMessage()) {
      LOG.debug("A message was dropped, as was asked for");
      return;
    }
    Duration delay = faults.messageDelay();
    if (delay.isZero()) {
      enqueue(queues, message);
    } else {
      faults.delaysMessage();
      later(delay, () -> enqueueLate(queues, message));
    }
  }

  private static void enqueue(List<MessageQueue> queues, QueuedMessage message) {
    DeliveryException full = null;
    for (MessageQueue queue : queues) {
      try {
        queue.add(message);
        queue.drain();
      } catch (DeliveryException e) {
        full = e;
      }
    }
    if (full != null) {
      throw queues.size() == 1
          ? full
          : new DeliveryException(
              full.getMessage() + "; the other queues have the message",
              DeliveryException.Retry.MAY_DUPLICATE,
              full);
    }
  }

  private void enqueueLate(List<MessageQueue> queues, QueuedMessage message) {
    broker.state().faults().delayEnded();
    try {
      enqueue(queues, message);
    } catch (DeliveryException e) {
      LOG.warn("A delayed message is lost: {}", e.getMessage());
    }
  }

  private void later(Duration delay, Runnable step) {
    try {
      timers.schedule(delay, step);
    } catch (RejectedExecutionException e) {
      LOG.debug("What was delayed is lost: the transport was closed meanwhile");
    }
  }

  private static boolean isIgnored(Optional<Undeliverable> undeliverable) {
    return undeliverable.orElse(Undeliverable.FAILS) == Undeliverable.IGNORED;
  }

  private void requireOpen() {
    if (closed) {
      throw CallTable.closedFailure();
    }
  }
}
