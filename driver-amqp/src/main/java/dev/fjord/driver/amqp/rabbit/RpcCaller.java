package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.MalformedMessageException;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.UndeliverableException;
import dev.fjord.codec.FailureCodec;
import dev.fjord.driver.amqp.OpenCall;
import dev.fjord.driver.amqp.PendingCalls;
import dev.fjord.driver.amqp.rabbit.link.ConfirmedPublisher;
import dev.fjord.driver.amqp.rabbit.link.Publication;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import dev.fjord.driver.amqp.rabbit.link.Route;
import dev.fjord.driver.amqp.rabbit.wire.MessageDecoder;
import dev.fjord.driver.amqp.rabbit.wire.MessageEncoder;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedReply;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller's side of RPC: requests out, replies in. Thread-safe; never waits. */
final class RpcCaller implements ReplyQueue.Replies {
  private static final Logger LOG = LoggerFactory.getLogger(RpcCaller.class);

  private final DriverParts parts;
  private final RabbitConnection consuming;
  private final RabbitConnection publishing;
  private final PendingCalls calls;
  private final ReplyQueue replyQueue;
  private final ConfirmedPublisher publisher;
  private final MessageEncoder encoder;
  private final MessageDecoder decoder;
  private final FailureCodec failures;

  RpcCaller(
      DriverParts parts,
      RabbitConnection consuming,
      RabbitConnection publishing,
      ConfirmedPublisher publisher) {
    this.parts = parts;
    this.consuming = consuming;
    this.publishing = publishing;
    this.calls = new PendingCalls(parts.timers());
    this.publisher = publisher;
    this.encoder = new MessageEncoder(parts.json());
    this.decoder = new MessageDecoder(parts.json());
    this.failures = new FailureCodec(parts.json());
    this.replyQueue =
        new ReplyQueue(
            parts.topology().replies(parts.names().reply()),
            parts.settings().messaging(),
            consuming,
            this);
  }

  /** The calls under way. */
  PendingCalls calls() {
    return calls;
  }

  PendingCall call(Target to, Route route, OutgoingMessage message, CallOptions options) {
    String id = parts.ids().next();
    byte[] body =
        parts
            .properties()
            .compression()
            .compress(
                encoder.request(
                    message,
                    new MessageEncoder.ReplyTo(id, replyQueue.name(), options.monitor()),
                    parts.ids().next()));
    Duration timeout = options.timeout();
    long begin = parts.timers().nanoTime();
    Publication publication = new Publication(route, () -> expiring(timeout, begin), body);
    OpenCall call = calls.open(id, to, options);
    call.onTimeout(unknown -> late(unknown, publication));
    var unused = publication.whenComplete((outcome, failure) -> sent(call, outcome, failure));
    options
        .retries()
        .ifPresent(
            most -> {
              consuming.limitAttempts(publication, most);
              publishing.limitAttempts(publication, most);
            });
    replyQueue.whenReady(new CallRequest(call, publication, publisher));
    return call;
  }

  void close(TransportClosedException reason) {
    replyQueue.close(reason);
    calls.failAll(reason);
  }

  @Override
  public void received(Delivery delivery) {
    ReceivedReply reply;
    try {
      reply =
          decoder.reply(
              WireProperties.plainBody(
                  delivery.properties(),
                  delivery.body(),
                  parts.settings().messaging().maxMessageSize()));
    } catch (MalformedMessageException e) {
      LOG.warn("A reply is dropped: {}", e.getMessage());
      return;
    }
    Optional<OpenCall> waiting = calls.find(reply.messageId());
    if (waiting.isEmpty()) {
      LOG.debug("A reply to {}, which nobody waits for", Escaped.text(reply.messageId()));
    } else {
      take(waiting.get(), reply);
    }
  }

  /** A request came back that was not waited for when it was written: its body names the call. */
  void returned(AMQP.BasicProperties properties, byte[] body) {
    try {
      int limit = parts.settings().messaging().maxMessageSize();
      byte[] plain = WireProperties.plainBody(properties, body, limit);
      calls
          .find(decoder.reply(plain).messageId())
          .ifPresent(call -> call.fail(new UndeliverableException(call.target())));
    } catch (MalformedMessageException e) {
      LOG.warn("A request came back from the broker and cannot be read: {}", e.getMessage());
    }
  }

  @Override
  public void deleted(FjordException reason) {
    if (calls.size() > 0) {
      LOG.warn(
          "The reply queue {} was deleted at the broker: {} calls that wait for replies end",
          replyQueue.name(),
          calls.size());
    }
    calls.failAll(reason);
  }

  /**
   * A failure wins over a result. An old server sends the result first and then an ending without
   * one, so a result is kept until the ending.
   */
  private void take(OpenCall call, ReceivedReply reply) {
    if (reply.failure().isPresent()) {
      try {
        call.failRemotely(new RemoteErrorException(failures.read(reply.failure().get())));
      } catch (MalformedMessageException e) {
        call.fail(e);
      }
      return;
    }
    if (!reply.result().isNull()) {
      call.remember(reply.result());
    } else if (!reply.isEnding()) {
      call.heartbeat();
    }
    if (reply.isEnding()) {
      call.complete(call.remembered());
    }
  }

  private static void sent(
      OpenCall call, Publication.@Nullable Outcome outcome, @Nullable Throwable failure) {
    if (failure != null) {
      call.fail(failure);
    } else if (outcome == Publication.Outcome.RETURNED) {
      call.fail(new UndeliverableException(call.target()));
    }
  }

  private RuntimeException late(MessagingTimeoutException unknown, Publication publication) {
    if (publication.wasWritten()) {
      return unknown;
    }
    // A request waits for the reply queue first, so that is what knows what is wrong.
    Optional<FjordException> obstacle = replyQueue.obstacle();
    return obstacle.isPresent()
        ? obstacle.get()
        : SendLimit.late(unknown.timeout(), publication, publisher);
  }

  /** The whole timeout, as a rule; less the seconds the request had to wait for a connection. */
  private AMQP.BasicProperties expiring(Duration timeout, long begin) {
    long waitedNanos = parts.timers().nanoTime() - begin;
    return parts
        .properties()
        .expiringIn(timeout.minusSeconds(Duration.ofNanos(waitedNanos).toSeconds()));
  }
}
