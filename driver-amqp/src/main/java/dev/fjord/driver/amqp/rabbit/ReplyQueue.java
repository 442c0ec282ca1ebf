package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.Channel;
import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.FjordException;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.rabbit.config.MessagingSettings;
import dev.fjord.driver.amqp.rabbit.config.PublishGuarantee;
import dev.fjord.driver.amqp.rabbit.link.ChannelClose;
import dev.fjord.driver.amqp.rabbit.link.ChannelUser;
import dev.fjord.driver.amqp.rabbit.link.Declarations;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one queue to which all replies for this driver come: declared at the first call, under the
 * same name again after every loss, deleted at the close. Requests wait here until it is there.
 * Thread-safe; never waits.
 */
final class ReplyQueue implements ChannelUser {
  private static final String TAG = "1";
  private static final int MOST_WAITING = 32_768;

  private final Subscription subscription;
  private final MessagingSettings settings;
  private final RabbitConnection connection;
  private final Replies replies;
  private final AtomicBoolean attached = new AtomicBoolean();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean isReady;
  private volatile boolean isClosed;
  // Confined to the loop from here on.
  private @Nullable LiveChannel channel;
  private long lastDelivered;
  private boolean acknowledgeIsDue;

  /** A request that needs the queue before it can leave. */
  interface Request {
    /** Whether it was given up. */
    boolean isDone();

    /** Sends it. */
    void send();

    /** Gives it up. */
    void fail(FjordException reason);
  }

  /** Takes what arrives. */
  interface Replies {
    /** Takes one message. */
    void received(Delivery delivery);

    /** The queue was deleted, with what was in it. Called on the setup thread. */
    void deleted(FjordException reason);
  }

  ReplyQueue(
      Subscription subscription,
      MessagingSettings settings,
      RabbitConnection connection,
      Replies replies) {
    this.subscription = subscription;
    this.settings = settings;
    this.connection = connection;
    this.replies = replies;
  }

  String name() {
    return subscription.queue();
  }

  /** Sends a request as soon as its reply could arrive: at once, if the queue is there. */
  void whenReady(Request request) {
    if (isReady) {
      request.send();
      return;
    }
    Optional<FjordException> refusal = connection.refusal();
    if (refusal.isPresent()) {
      request.fail(refusal.get());
      return;
    }
    if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      request.fail(new DeliveryException("Too many calls wait for a connection", Retry.SAFE, null));
      forgetGivenUp();
      return;
    }
    waiting.add(request);
    if (attached.compareAndSet(false, true)) {
      connection.attach(this);
    }
    if (isClosed) {
      failWaiting(new TransportClosedException("The transport is closed"));
    }
    // A race with opened(): whoever comes second sends what the first could not see.
    if (isReady) {
      connection.onLoop(this::sendWaiting, () -> {});
    }
  }

  /** What keeps replies from arriving, if there is something. */
  Optional<FjordException> obstacle() {
    return isReady ? Optional.empty() : connection.unreachable();
  }

  void close(TransportClosedException reason) {
    isClosed = true;
    connection.detach(
        this,
        client -> {
          if (subscription.lifetime() == Subscription.Lifetime.OWN) {
            client.queueDelete(name());
          }
        });
    failWaiting(reason);
  }

  @Override
  public String purpose() {
    return "replies";
  }

  @Override
  public void prepare(Channel client) throws IOException {
    if (settings.prefetch() > 0) {
      client.basicQos(0, settings.prefetch(), false);
    }
    consume(client);
  }

  @Override
  public void opened(LiveChannel live) {
    channel = live;
    lastDelivered = 0;
    isReady = true;
    sendWaiting();
  }

  @Override
  public void lost(Optional<ChannelClose> why) {
    channel = null;
    isReady = false;
  }

  @Override
  public void refused(FjordException reason) {
    failWaiting(reason);
  }

  /** Takes a delivery; called on the loop, before {@link #opened} too. */
  void delivered(Delivery delivery) {
    lastDelivered = delivery.tag();
    if (isAcknowledged() && !acknowledgeIsDue) {
      acknowledgeIsDue = true;
      connection.onLoop(this::acknowledge, () -> {});
    }
    replies.received(delivery);
  }

  /** The broker ended the consumer: the queue was deleted, or moved, or the broker shuts down. */
  void cancelled() {
    if (isClosed) {
      return;
    }
    isReady = false;
    connection.withChannel(
        this,
        client -> {
          if (!Declarations.isThere(client.getConnection(), name())) {
            replies.deleted(
                new DeliveryException(
                    "The reply queue of this client was deleted at the broker, so the reply may be"
                        + " lost",
                    Retry.MAY_DUPLICATE,
                    null));
          }
          consume(client);
          connection.onLoop(
              () -> {
                isReady = channel != null;
                sendWaiting();
              },
              () -> {});
        });
  }

  private void consume(Channel client) throws IOException {
    Declarations.run(client.getConnection(), subscription.declarations());
    client.basicConsume(
        name(),
        !isAcknowledged(),
        TAG,
        false,
        false,
        subscription.arguments(),
        new ReplyConsumer(this));
  }

  /**
   * Replies that were sent without a confirm may be lost on the first half of their way as well.
   */
  private boolean isAcknowledged() {
    return settings.guarantees() == PublishGuarantee.CONFIRMED;
  }

  /** All that came so far in one go: replies are done with as soon as they are here. */
  private void acknowledge() {
    acknowledgeIsDue = false;
    LiveChannel live = channel;
    if (live != null && lastDelivered > 0) {
      live.acknowledge(lastDelivered, Reach.ALL_UP_TO);
    }
  }

  private void sendWaiting() {
    if (!isReady) {
      return;
    }
    for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
      waitingCount.decrementAndGet();
      if (!request.isDone()) {
        request.send();
      }
    }
  }

  private void failWaiting(FjordException reason) {
    for (Request request = waiting.poll(); request != null; request = waiting.poll()) {
      waitingCount.decrementAndGet();
      request.fail(reason);
    }
  }

  private void forgetGivenUp() {
    waiting.removeIf(
        request -> {
          if (request.isDone()) {
            waitingCount.decrementAndGet();
            return true;
          }
          return false;
        });
  }
}
