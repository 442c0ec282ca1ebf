package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.Channel;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.MalformedMessageException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.SeenMessages;
import dev.fjord.driver.amqp.rabbit.link.ChannelClose;
import dev.fjord.driver.amqp.rabbit.link.ChannelUser;
import dev.fjord.driver.amqp.rabbit.link.Declarations;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import dev.fjord.driver.amqp.rabbit.wire.MessageDecoder;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from a few queues on one channel. What arrives beyond the slots that were requested
 * waits unread and unacknowledged; the prefetch count keeps that small (L2).
 */
final class RabbitListener implements Listener, ChannelUser {
  private static final Logger LOG = LoggerFactory.getLogger(RabbitListener.class);

  private final ListenPlan plan;
  private final RabbitConnection connection;
  private final DriverParts parts;
  private final MessageDecoder decoder;
  private final @Nullable ReplySender replies;
  private final AtomicInteger slots = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
  private final Inbox inbox = new Inbox();
  private final SeenMessages seen = new SeenMessages();
  private volatile @Nullable IncomingHandler handler;
  private volatile @Nullable DeliverySession prepared;
  private @Nullable DeliverySession session;
  private boolean isStopped;
  private volatile Runnable whenClosed = () -> {};

  /** Without a sender of replies, it listens to notifications. */
  RabbitListener(
      ListenPlan plan,
      RabbitConnection connection,
      DriverParts parts,
      @Nullable ReplySender replies) {
    this.plan = plan;
    this.connection = connection;
    this.parts = parts;
    this.decoder = new MessageDecoder(parts.json());
    this.replies = replies;
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler newHandler) {
    handler = newHandler;
    if (closed.get()) {
      started.completeExceptionally(new TransportClosedException("The listener is closed"));
    } else {
      connection.attach(this);
    }
    return started;
  }

  @Override
  public void request(int more) {
    slots.addAndGet(more);
    if (!inbox.isEmpty()) {
      connection.onLoop(this::drain, () -> {});
    }
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    connection.onLoop(this::stopOnLoop, () -> stopped.complete(null));
    return stopped;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stop();
      connection.detach(this, this::deleteOwnQueues);
      TransportClosedException reason = new TransportClosedException("The listener is closed");
      started.completeExceptionally(reason);
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
  public String purpose() {
    return plan.purpose();
  }

  @Override
  public void prepare(Channel channel) throws IOException {
    Declarations.run(channel.getConnection(), plan.declarations());
    channel.basicQos(0, plan.prefetch(), false);
    DeliverySession next = new DeliverySession(connection, seen);
    prepared = next;
    QueueConsumer consumer = new QueueConsumer(this, next, parts.timers());
    int tag = 1;
    for (Subscription subscription : plan.subscriptions()) {
      consume(channel, subscription, Integer.toString(tag++), consumer);
    }
  }

  @Override
  public void opened(LiveChannel channel) {
    DeliverySession next = prepared;
    if (next == null) {
      return;
    }
    next.begin(channel);
    session = next;
    if (isStopped) {
      next.cancel(plan.subscriptions().size());
    }
    started.complete(null);
    drain();
  }

  @Override
  public void lost(Optional<ChannelClose> why) {
    DeliverySession over = session;
    session = null;
    inbox.clear();
    seen.forgetAll();
    if (over != null) {
      over.over();
    }
  }

  @Override
  public void refused(FjordException reason) {
    started.completeExceptionally(reason);
  }

  /** Takes a delivery; called on the loop. */
  void delivered(DeliverySession from, Delivery delivery) {
    from.delivered(delivery.tag());
    inbox.add(delivery);
    drain();
  }

  /** The broker ended a consumer: its queue was deleted. It is declared again, on this channel. */
  void cancelled(DeliverySession from, String tag, QueueConsumer consumer) {
    if (closed.get() || isStopped) {
      return;
    }
    connection.withChannel(
        this,
        channel -> {
          Subscription subscription = plan.subscriptions().get(Integer.parseInt(tag) - 1);
          Declarations.run(channel.getConnection(), subscription.declarations());
          consume(channel, subscription, tag, consumer);
          // Told here, where it is not merely the last word of a connection that ends.
          LOG.warn(
              "The broker had ended the consumer of {} of {}: it consumes again",
              Escaped.text(subscription.queue()),
              purpose());
        });
  }

  private void consume(
      Channel channel, Subscription subscription, String tag, QueueConsumer consumer)
      throws IOException {
    channel.basicConsume(
        subscription.queue(),
        false,
        tag,
        false,
        false,
        plan.offsets().arguments(subscription),
        consumer);
  }

  private void deleteOwnQueues(Channel channel) throws IOException {
    for (Subscription subscription : plan.subscriptions()) {
      if (subscription.lifetime() == Subscription.Lifetime.OWN) {
        channel.queueDelete(subscription.queue());
      }
    }
  }

  private void stopOnLoop() {
    if (!isStopped) {
      isStopped = true;
      DeliverySession current = session;
      if (current != null) {
        current.cancel(plan.subscriptions().size());
      }
      drain();
    }
    stopped.complete(null);
  }

  private void drain() {
    DeliverySession current = session;
    if (current == null || !current.isUnderWay()) {
      return;
    }
    while (!inbox.isEmpty()) {
      if (isStopped) {
        current.requeue(inbox.remove().tag());
      } else if (slots.get() > 0) {
        slots.decrementAndGet();
        if (!handOver(current, inbox.remove())) {
          slots.incrementAndGet();
        }
      } else {
        return;
      }
    }
  }

  /** Hands one message over; false if it was not one that anybody could be handed. */
  private boolean handOver(DeliverySession current, Delivery delivery) {
    if (delivery.isExpired(parts.timers().nanoTime())) {
      // It ran out while it waited here, where the broker does not drop it any more.
      LOG.debug("A request to {} is dropped: its caller has given up", purpose());
      current.settle(new Settlement(delivery.tag(), "", Settlement.Kind.ACKNOWLEDGE));
      return false;
    }
    ReceivedMessage message;
    try {
      byte[] body =
          WireProperties.plainBody(
              delivery.properties(),
              delivery.body(),
              parts.settings().messaging().maxMessageSize());
      message = decoder.message(body);
    } catch (MalformedMessageException e) {
      LOG.warn("A message to {} is rejected: {}", purpose(), e.getMessage());
      current.drop(delivery.tag());
      return false;
    }
    plan.offsets().seen(delivery);
    String uniqueId = message.wire().uniqueId();
    if (!seen.take(uniqueId)) {
      LOG.debug("A copy of message {} to {} is dropped", Escaped.text(uniqueId), purpose());
      current.settle(new Settlement(delivery.tag(), "", Settlement.Kind.ACKNOWLEDGE));
      return false;
    }
    IncomingHandler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("A listener receives only after it was started");
    }
    try {
      taker.handle(new RabbitMessage(message, current, delivery, parts.timers(), replies));
    } catch (RuntimeException e) {
      LOG.error("A handler of messages threw, which it must not", e);
    }
    return true;
  }
}
