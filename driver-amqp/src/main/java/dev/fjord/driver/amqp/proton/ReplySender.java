package dev.fjord.driver.amqp.proton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fjord.Escaped;
import dev.fjord.TransportClosedException;
import dev.fjord.driver.amqp.proton.address.Destination;
import dev.fjord.driver.amqp.proton.config.MessagingSettings.Kind;
import dev.fjord.driver.amqp.proton.link.Outbox;
import dev.fjord.driver.amqp.proton.link.Transfer;
import dev.fjord.driver.amqp.proton.wire.Envelope;
import dev.fjord.driver.amqp.proton.wire.MessageEncoder;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends replies to the addresses that requests name. An address that the broker does not know is
 * taken for gone for a while. Thread-safe; never waits.
 */
final class ReplySender {
  private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);
  private static final int LONGEST_ADDRESS = 1_024;

  private final Outbox outbox;
  private final DriverParts parts;
  private final Cache<String, Boolean> gone;
  private final Cache<String, Boolean> told;

  ReplySender(Outbox outbox, DriverParts parts) {
    this.outbox = outbox;
    this.parts = parts;
    this.gone = recent();
    this.told = recent();
  }

  private Cache<String, Boolean> recent() {
    return Caffeine.newBuilder()
        .maximumSize(200)
        .expireAfterWrite(Duration.ofSeconds(60))
        .ticker(parts.timers()::nanoTime)
        .executor(Runnable::run)
        .build();
  }

  /**
   * Makes a reply ready.
   *
   * @throws dev.fjord.MessageTooLargeException if it is larger than messages may be
   */
  JsonText encode(Reply reply) {
    return parts.encoder().reply(reply);
  }

  /** Sends a reply. Completes when it is done with, however that ended. */
  CompletionStage<@Nullable Void> send(Incoming request, JsonText body) {
    String address = request.replyTo();
    if (!isUsable(address)) {
      LOG.warn(
          "A reply is dropped: its request names no usable address: {}", Escaped.text(address));
      return CompletableFuture.completedFuture(null);
    }
    if (gone.getIfPresent(address) != null) {
      LOG.debug("A reply is dropped: its address {} is gone", Escaped.text(address));
      return CompletableFuture.completedFuture(null);
    }
    return transfer(request, body, Envelope.FOR_EVER)
        .handle(
            (nothing, failure) -> {
              if (failure instanceof TransportClosedException) {
                LOG.debug("A reply is dropped: the transport is closed");
              } else if (failure != null) {
                tellOnce(address, failure);
              }
              return null;
            });
  }

  /** Sends a heartbeat of use for a while; true if it was sent. */
  CompletionStage<Boolean> heartbeat(Incoming request, Duration useful) {
    String address = request.replyTo();
    if (!isUsable(address) || gone.getIfPresent(address) != null) {
      return CompletableFuture.completedFuture(false);
    }
    return transfer(request, null, useful.toMillis()).handle((nothing, failure) -> failure == null);
  }

  private CompletionStage<@Nullable Void> transfer(
      Incoming request, @Nullable JsonText body, long ttlMillis) {
    String replyTo = request.replyTo();
    Object id = request.envelope().messageId();
    Transfer transfer =
        new Transfer(
            Destination.reply(replyTo),
            parts.care(Kind.RPC_REPLY),
            body == null ? 0 : body.length(),
            address -> MessageEncoder.encode(Envelope.answer(id, address, ttlMillis), body));
    outbox.send(transfer, parts.messaging().replyTimeout());
    return transfer.whenComplete(
        (nothing, failure) -> {
          if (transfer.isUndeliverable()) {
            gone.put(replyTo, true);
          }
        });
  }

  /** One line for all the replies of an incident. */
  private void tellOnce(String address, Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    if (told.asMap().putIfAbsent(address, true) == null) {
      LOG.warn("Replies to {} are lost: {}", Escaped.text(address), text);
    } else {
      LOG.debug("A reply to {} is lost: {}", Escaped.text(address), text);
    }
  }

  /** The address comes from outside; it is used for nothing but a link that sends. */
  private static boolean isUsable(String address) {
    if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
      return false;
    }
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }
}
