package dev.fjord.driver.amqp.proton;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.driver.amqp.OpenCall;
import dev.fjord.driver.amqp.PendingCalls;
import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.config.MessagingSettings.Kind;
import dev.fjord.driver.amqp.proton.link.AmqpConnection;
import dev.fjord.driver.amqp.proton.link.Arrival;
import dev.fjord.driver.amqp.proton.link.IncomingLink;
import dev.fjord.driver.amqp.proton.link.Outbox;
import dev.fjord.driver.amqp.proton.link.Plan;
import dev.fjord.driver.amqp.proton.link.Transfer;
import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.MessageDecoder;
import dev.fjord.driver.amqp.proton.wire.MessageEncoder;
import dev.fjord.driver.amqp.proton.wire.ReceivedMessage;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caller's side of RPC: requests out, replies in over one link from an address that the broker
 * makes up. A new one is made up whenever the link is lost, so whoever has sent a request by then
 * will not get its reply. Thread-safe; never waits.
 */
final class RpcCaller implements IncomingLink.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(RpcCaller.class);

  private final DriverParts parts;
  private final AmqpConnection connection;
  private final Outbox outbox;
  private final PendingCalls calls;
  private final IncomingLink replies;
  private final AtomicBoolean isOpen = new AtomicBoolean();
  // Confined to the loop from here on.
  private final Set<Transfer> waiting = new LinkedHashSet<>();
  private String replyTo = "";

  RpcCaller(DriverParts parts, AmqpConnection connection, Outbox outbox) {
    this.parts = parts;
    this.connection = connection;
    this.outbox = outbox;
    this.calls = new PendingCalls(parts.timers());
    this.replies = new IncomingLink(connection, Plan.replies(parts.mostBytes(), parts.ids()), this);
  }

  /** The calls under way. */
  PendingCalls calls() {
    return calls;
  }

  PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    JsonText body = parts.encoder().request(message, options.monitor());
    String id = parts.ids().next();
    long begin = parts.timers().nanoTime();
    OpenCall call = calls.open(id, to, options);
    Request request = new Request(id, options.timeout(), begin, body, call);
    Transfer transfer =
        new Transfer(
            Destination.request(to), parts.care(Kind.RPC_CALL), body.length(), request::at);
    request.transfer = transfer;
    call.onTimeout(unknown -> late(unknown, transfer));
    boolean fails = options.undeliverable().orElse(Undeliverable.FAILS) == Undeliverable.FAILS;
    var unusedSent =
        transfer.whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                notSent(call, transfer, failure, fails);
              }
            });
    var unusedEnd =
        call.reply()
            .whenComplete(
                (result, failure) -> {
                  // A call that ends takes its request along, so that it is not written late.
                  if (!transfer.isDone()) {
                    transfer.cancel(false);
                  }
                });
    if (isOpen.compareAndSet(false, true)) {
      connection.wire().run(replies::open, () -> {});
    }
    outbox.send(transfer);
    return call;
  }

  void close(TransportClosedException reason) {
    connection.wire().run(replies::close, () -> {});
    calls.failAll(reason);
  }

  @Override
  public void attached(IncomingLink link) {
    replyTo = link.address();
    link.grant(parts.messaging().credits().reply());
    List<Transfer> ready = new ArrayList<>(waiting);
    waiting.clear();
    ready.forEach(outbox::resume);
  }

  @Override
  public void detached(IncomingLink link, String why) {
    replyTo = "";
    DeliveryException lost =
        new DeliveryException(
            "The link that replies come over was lost, so the reply may be, too: " + why,
            Retry.MAY_DUPLICATE,
            null);
    for (OpenCall call : calls.all()) {
      if (call.isSent()) {
        call.fail(lost);
      }
    }
  }

  @Override
  public void refused(IncomingLink link, FjordException reason) {
    List<Transfer> failed = new ArrayList<>(waiting);
    waiting.clear();
    failed.forEach(transfer -> transfer.completeExceptionally(reason));
  }

  @Override
  public void arrivedInVain(IncomingLink link) {
    topUp(link);
  }

  @Override
  public void arrived(IncomingLink link, Arrival arrival) {
    topUp(link);
    try {
      ReceivedMessage message = MessageDecoder.decode(arrival.message());
      String id = String.valueOf(message.envelope().correlationId());
      Optional<OpenCall> call = calls.find(id);
      if (call.isEmpty()) {
        LOG.debug("A reply to {}, which nobody waits for", Escaped.text(id));
        arrival.decline();
        return;
      }
      take(call.get(), message);
      arrival.accept();
    } catch (MalformedMessageException e) {
      LOG.warn("A reply is dropped: {}", e.getMessage());
      arrival.reject("amqp:decode-error", "It cannot be read");
    }
  }

  /** A reply that cannot be read ends its call all the same. */
  private void take(OpenCall call, ReceivedMessage message) {
    if (message.body().isEmpty()) {
      call.heartbeat();
      return;
    }
    try {
      switch (parts.decoder().reply(message.body().get())) {
        case Reply.Result result -> call.complete(result.json());
        case Reply.Failed failed -> call.fail(new RemoteErrorException(failed.failure()));
      }
    } catch (MalformedMessageException e) {
      call.fail(e);
    }
  }

  private void topUp(IncomingLink link) {
    int most = parts.messaging().credits().reply();
    if (link.credit() <= most / 2) {
      link.grant(most - link.credit());
    }
  }

  private static void notSent(
      OpenCall call, Transfer transfer, Throwable failure, boolean undeliverableFails) {
    if (!transfer.isUndeliverable()) {
      call.fail(failure);
    } else if (undeliverableFails) {
      call.fail(new UndeliverableException(call.target()));
    }
  }

  private RuntimeException late(MessagingTimeoutException unknown, Transfer transfer) {
    return transfer.isWritten() || transfer.isDone()
        ? unknown
        : outbox.late(transfer, unknown.timeout());
  }

  /** The request of one call. Its bytes are made when it leaves: they name the reply address. */
  private final class Request {
    private final String id;
    private final Duration timeout;
    private final long begin;
    private final JsonText body;
    private final OpenCall call;
    private @Nullable Transfer transfer;

    Request(String id, Duration timeout, long begin, JsonText body, OpenCall call) {
      this.id = id;
      this.timeout = timeout;
      this.begin = begin;
      this.body = body;
      this.call = call;
    }

    byte @Nullable [] at(String address) {
      if (replyTo.isEmpty()) {
        waitForReplies();
        return null;
      }
      long waited = (parts.timers().nanoTime() - begin) / 1_000_000;
      long left = Math.max(1, timeout.toMillis() - waited);
      call.sent();
      return MessageEncoder.encode(Envelope.request(id, address, replyTo, left), body);
    }

    private void waitForReplies() {
      Transfer own = transfer;
      if (own == null) {
        return;
      }
      waiting.add(own);
      var unused =
          own.whenComplete(
              (nothing, failure) -> {
                if (failure != null) {
                  connection.wire().run(() -> waiting.remove(own), () -> {});
                }
              });
    }
  }
}
