package dev.fjord.driver.amqp.rabbit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fjord.Escaped;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.rabbit.config.MessagingSettings;
import dev.fjord.driver.amqp.rabbit.link.ConfirmedPublisher;
import dev.fjord.driver.amqp.rabbit.link.Declaration;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Mandatory;
import dev.fjord.driver.amqp.rabbit.link.Publication;
import dev.fjord.driver.amqp.rabbit.link.Route;
import dev.fjord.driver.amqp.rabbit.wire.ReceivedMessage;
import dev.fjord.driver.amqp.rabbit.wire.ReplyEncoder;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends replies to the queues that requests name, through the default exchange. A reply whose queue
 * is missing is tried again in the background for a while, since its caller may be reconnecting;
 * then the queue is taken for gone. Thread-safe; never waits.
 */
final class ReplySender {
  private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);
  private static final Duration RETRY = Duration.ofMillis(250);
  private static final Duration SEND_LIMIT = Duration.ofSeconds(60);
  private static final int MOST_RETRYING = 1_000;
  private static final int LONGEST_QUEUE_NAME = 255;

  private final ConfirmedPublisher publisher;
  private final ReplyEncoder encoder;
  private final WireProperties properties;
  private final MessagingSettings settings;
  private final Timers timers;
  private final MessageIds ids;
  private final Cache<String, Boolean> gone;
  private final Cache<String, Boolean> told;
  private final AtomicInteger retrying = new AtomicInteger();

  ReplySender(ConfirmedPublisher publisher, ReplyEncoder encoder, DriverParts parts) {
    this.publisher = publisher;
    this.encoder = encoder;
    this.properties = parts.properties();
    this.settings = parts.settings().messaging();
    this.timers = parts.timers();
    this.ids = parts.ids();
    this.gone = recent();
    this.told = recent();
  }

  private Cache<String, Boolean> recent() {
    return Caffeine.newBuilder()
        .maximumSize(200)
        .expireAfterWrite(Duration.ofSeconds(60))
        .ticker(timers::nanoTime)
        .executor(Runnable::run)
        .build();
  }

  /**
   * Makes a reply ready.
   *
   * @throws dev.fjord.MessageTooLargeException if it is larger than messages may be
   */
  byte[] encode(ReceivedMessage.Wire request, Reply reply) {
    return compressed(encoder.last(reply, request.messageId(), ids.next()));
  }

  /** Sends a reply. Completes when the broker has it, or when it first came back. */
  CompletionStage<@Nullable Void> send(ReceivedMessage.Wire request, byte[] body) {
    String queue = request.replyQueue();
    if (!isUsable(queue)) {
      LOG.warn("A reply is dropped: its request names no usable queue: {}", Escaped.text(queue));
      return CompletableFuture.completedFuture(null);
    }
    if (gone.getIfPresent(queue) != null) {
      LOG.debug("A reply is dropped: its queue {} is gone", Escaped.text(queue));
      return CompletableFuture.completedFuture(null);
    }
    long giveUp = timers.nanoTime() + settings.replyRetry().toNanos();
    return attempt(queue, body)
        .handle(
            (outcome, failure) -> {
              if (failure instanceof TransportClosedException) {
                LOG.debug("A reply is dropped: the transport is closed");
              } else if (failure != null) {
                tellOnce(queue, "Replies to {} are lost: {}", String.valueOf(failure.getMessage()));
              } else if (outcome == Publication.Outcome.RETURNED) {
                retryInBackground(queue, body, giveUp);
              }
              return null;
            });
  }

  /** Sends a heartbeat; true if it reached the caller's queue. */
  CompletionStage<Boolean> heartbeat(ReceivedMessage.Wire request) {
    String queue = request.replyQueue();
    if (!isUsable(queue) || gone.getIfPresent(queue) != null) {
      return CompletableFuture.completedFuture(false);
    }
    byte[] body = compressed(encoder.heartbeat(request.messageId(), ids.next()));
    return attempt(queue, body).thenApply(outcome -> outcome == Publication.Outcome.CONFIRMED);
  }

  private void retryInBackground(String queue, byte[] body, long giveUp) {
    if (retrying.incrementAndGet() > MOST_RETRYING) {
      retrying.decrementAndGet();
      LOG.warn(
          "A reply is dropped: its queue {} is missing, and {} others are being tried again",
          Escaped.text(queue),
          MOST_RETRYING);
      return;
    }
    LOG.debug("The queue {} of a caller is missing; its reply is tried again", queue);
    retry(queue, body, giveUp);
  }

  /** One line for all the replies of an incident. */
  private void tellOnce(String queue, String format, String text) {
    if (told.asMap().putIfAbsent(queue, true) == null) {
      LOG.warn(format, Escaped.text(queue), text);
    } else {
      LOG.debug(format, Escaped.text(queue), text);
    }
  }

  private void retry(String queue, byte[] body, long giveUp) {
    if (timers.nanoTime() - giveUp >= 0 || gone.getIfPresent(queue) != null) {
      retrying.decrementAndGet();
      if (gone.asMap().put(queue, true) == null) {
        LOG.warn(
            "The queue {} of a caller is gone; replies to it are dropped", Escaped.text(queue));
      }
      return;
    }
    try {
      timers.schedule(RETRY, () -> tryAgain(queue, body, giveUp));
    } catch (RejectedExecutionException e) {
      LOG.debug("A reply is dropped: the transport is closed", e);
    }
  }

  private void tryAgain(String queue, byte[] body, long giveUp) {
    var unused =
        attempt(queue, body)
            .whenComplete(
                (outcome, failure) -> {
                  if (outcome == Publication.Outcome.RETURNED) {
                    retry(queue, body, giveUp);
                  } else {
                    retrying.decrementAndGet();
                  }
                });
  }

  private Publication attempt(String queue, byte[] body) {
    Mandatory mandatory = settings.mandatoryReplies() ? Mandatory.YES : Mandatory.NO;
    Publication publication =
        new Publication(
            new Route("", queue, mandatory, Declaration.NONE), properties::lasting, body);
    SendLimit.within(SEND_LIMIT, publication, publisher, timers);
    publisher.publish(publication);
    return publication;
  }

  private byte[] compressed(byte[] body) {
    return properties.compression().compress(body);
  }

  /** The name comes from outside; it is used as a routing key of the default exchange only. */
  private static boolean isUsable(String queue) {
    if (queue.isEmpty() || queue.length() > LONGEST_QUEUE_NAME) {
      return false;
    }
    for (int i = 0; i < queue.length(); i++) {
      char c = queue.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
