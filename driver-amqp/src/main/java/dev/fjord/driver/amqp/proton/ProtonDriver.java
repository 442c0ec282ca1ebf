package dev.fjord.driver.amqp.proton;

import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.TransportUrl;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.driver.amqp.FailedCall;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.config.MessagingSettings.Kind;
import dev.fjord.driver.amqp.proton.config.ProtonSettings;
import dev.fjord.driver.amqp.proton.link.AmqpConnection;
import dev.fjord.driver.amqp.proton.link.Outbox;
import dev.fjord.driver.amqp.proton.link.Transfer;
import dev.fjord.driver.amqp.proton.wire.Durability;
import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.MessageEncoder;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The AMQP 1.0 wire, opened: one connection, made at first use. Thread-safe; no method blocks but
 * {@link #close}.
 */
final class ProtonDriver implements Driver {
  private static final Duration CLOSE = Duration.ofMillis(1_500);

  private final DriverParts parts;
  private final WireLoop wire;
  private final AmqpConnection connection;
  private final Outbox outbox;
  private final ReplySender replies;
  private final RpcCaller caller;
  private final Set<ProtonListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile @Nullable TransportClosedException closed;

  ProtonDriver(TransportUrl url, DriverSettings driver) {
    ProtonSettings settings = ProtonSettings.of(driver.config(), url);
    parts = DriverParts.of(settings, driver);
    wire = new WireLoop("amqp", driver.timers());
    connection = new AmqpConnection(url, settings, wire, driver.connections());
    outbox = new Outbox(connection, settings.link(), parts.ids());
    replies = new ReplySender(outbox, parts);
    caller = new RpcCaller(parts, connection, outbox);
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    try {
      requireOpen();
      JsonText body =
          options.kind() == SendOptions.Kind.NOTIFICATION
              ? parts.encoder().enveloped(message)
              : parts.encoder().request(message, Optional.empty());
      boolean isCast = options.kind() == SendOptions.Kind.CAST;
      Durability durability = isCast ? Durability.TRANSIENT : parts.notifications();
      Transfer transfer =
          new Transfer(
              isCast ? Destination.request(to) : Destination.notification(to),
              parts.care(isCast ? Kind.RPC_CAST : Kind.NOTIFY),
              body.length(),
              address -> MessageEncoder.encode(Envelope.oneWay(address, durability), body));
      options.retries().ifPresent(most -> connection.limitAttempts(transfer, most));
      outbox.send(transfer, options.timeout());
      return isCast ? reported(transfer, to, options) : transfer;
    } catch (FjordException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    try {
      requireOpen();
      if (to.isFanout()) {
        throw new InvalidTargetException(to, "a call cannot go to a fanout; cast instead");
      }
      PendingCall call = caller.call(to, message, options);
      TransportClosedException reason = closed;
      if (reason != null) {
        // A race with close(): it may have ended the pending calls before this one was among them.
        caller.calls().failAll(reason);
      }
      return call;
    } catch (FjordException e) {
      return new FailedCall(e);
    }
  }

  @Override
  public Listener listen(ListenRequest request) {
    requireOpen();
    ListenPlan plan = ListenPlan.of(request, parts);
    boolean answers = request instanceof ListenRequest.Requests;
    ProtonListener listener = new ProtonListener(plan, connection, parts, answers ? replies : null);
    listeners.add(listener);
    listener.whenClosed(() -> listeners.remove(listener));
    return listener;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.REQUEUE, Capability.BUDGET, Capability.CONNECTION_CHANGES);
  }

  @Override
  public void close() {
    TransportClosedException reason = new TransportClosedException("The transport is closed");
    if (closed != null) {
      return;
    }
    closed = reason;
    Set.copyOf(listeners).forEach(ProtonListener::close);
    caller.close(reason);
    outbox.close(reason);
    connection.close();
    connection.awaitClosed(CLOSE);
    wire.close();
  }

  private void requireOpen() {
    if (closed != null) {
      throw new TransportClosedException("The transport is closed");
    }
  }

  /** Tells the loss of a cast that nobody serves as such, or does not tell it. */
  private static CompletionStage<@Nullable Void> reported(
      Transfer transfer, Target to, SendOptions options) {
    return transfer.handle(
        (nothing, failure) -> {
          if (failure == null) {
            return null;
          }
          if (!transfer.isUndeliverable()) {
            throw new CompletionException(failure);
          }
          if (options.undeliverable().orElse(Undeliverable.FAILS) == Undeliverable.FAILS) {
            throw new CompletionException(new UndeliverableException(to));
          }
          return null;
        });
  }
}
