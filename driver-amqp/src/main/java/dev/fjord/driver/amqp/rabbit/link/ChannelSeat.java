package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.fjord.FjordException;
import dev.fjord.driver.amqp.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's place on a connection: opens the user's channel, and opens another when only that
 * channel was lost. Confined to the setup thread.
 */
final class ChannelSeat {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelSeat.class);
  private static final Duration LONG_LIFE = Duration.ofSeconds(5);

  private final RabbitConnection owner;
  private final ChannelUser user;
  private final Backoff backoff;
  private @Nullable Channel channel;
  private long openedAt;
  private boolean isInTrouble;
  private boolean isSetAside;
  private boolean isLeft;

  ChannelSeat(RabbitConnection owner, ChannelUser user, Backoff backoff) {
    this.owner = owner;
    this.user = user;
    this.backoff = backoff;
  }

  /** Opens a channel, unless there is one; not on a blocked connection, which is not read. */
  void open(Connection connection, LinkSocket socket) {
    if (isLeft || isSetAside || owner.isBlocked() || (channel != null && channel.isOpen())) {
      return;
    }
    Channel opened = null;
    try {
      opened = ChannelLimitException.open(connection);
      user.prepare(opened);
    } catch (IOException | ShutdownSignalException | FjordException e) {
      failed(opened, e);
      return;
    }
    channel = opened;
    Channel prepared = opened;
    LiveChannel live = new LiveChannel(prepared, socket);
    owner.onLoop(() -> user.opened(live));
    // Told after opened(), even if the channel is lost already: then the client calls at once.
    prepared.addShutdownListener(cause -> lost(prepared, cause));
    openedAt = owner.timers().nanoTime();
    isInTrouble = false;
  }

  /** Does something on the user's channel, if there is one now; a failure replaces the channel. */
  void run(ChannelTask task) {
    Channel current = channel;
    if (current == null || !current.isOpen()) {
      return;
    }
    try {
      task.run(current);
    } catch (IOException | ShutdownSignalException | FjordException e) {
      channel = null;
      owner.onLoop(() -> user.lost(Optional.empty()));
      failed(current, e);
    }
  }

  /** Closes the channel and opens another. */
  void replace(String reason) {
    Channel current = channel;
    if (current == null || !current.isOpen()) {
      // Lost meanwhile: another comes anyway.
      return;
    }
    LOG.warn("{}: the channel for {} is replaced: {}", owner, user.purpose(), reason);
    // Its loss is told to the user by the client, and must not open yet another.
    channel = null;
    discard(current);
    owner.reopen(this);
  }

  /** Gives the channel back for good. */
  void leave() {
    isLeft = true;
    Channel current = channel;
    channel = null;
    discard(current);
  }

  /** Called by the client on any thread. */
  private void lost(Channel which, ShutdownSignalException cause) {
    owner.onLoop(() -> user.lost(ChannelClose.of(cause)));
    owner
        .setup()
        .run(
            () -> {
              if (which.equals(channel)) {
                channel = null;
                if (!cause.isHardError()) {
                  // What one message did wrong does not keep the others from going on, soon.
                  reopen(cause, pause());
                }
              }
            });
  }

  /** None for a channel that lived long; growing ones for one that is lost again and again. */
  private Duration pause() {
    if (owner.timers().nanoTime() - openedAt > LONG_LIFE.toNanos()) {
      backoff.reset();
      return Duration.ZERO;
    }
    return backoff.next();
  }

  private void failed(@Nullable Channel opened, Exception cause) {
    if (cause instanceof ChannelContinuationTimeoutException) {
      // A broker that does not answer within seconds is as good as gone; waiting on would block
      // all.
      owner.drop("The broker does not answer");
      return;
    }
    discard(opened);
    Optional<FjordException> permanent = owner.refusal(cause);
    if (permanent.isEmpty()) {
      reopen(cause, backoff.next());
      return;
    }
    owner.onLoop(() -> user.refused(permanent.get()));
    // It may have cost the whole connection, which comes back without it first.
    isSetAside = true;
    Duration pause = owner.slowPause();
    tell(cause, pause);
    owner
        .setup()
        .later(
            pause,
            () -> {
              isSetAside = false;
              owner.reopen(this);
            });
  }

  private void reopen(Exception cause, Duration pause) {
    if (!isLeft && owner.isConnected()) {
      tell(cause, pause);
      owner.setup().later(pause, () -> owner.reopen(this));
    }
  }

  private void tell(Exception cause, Duration pause) {
    String text = Refusal.describe(cause);
    if (isInTrouble) {
      LOG.debug("{}: the channel for {} failed again: {}", owner, user.purpose(), text);
    } else {
      isInTrouble = true;
      LOG.warn(
          "{}: the channel for {} failed: {}; next attempt in {} ms",
          owner,
          user.purpose(),
          text,
          pause.toMillis());
    }
  }

  private static void discard(@Nullable Channel channel) {
    if (channel != null && channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException | TimeoutException | ShutdownSignalException e) {
        LOG.debug("A channel ended before it was closed", e);
      }
    }
  }
}
