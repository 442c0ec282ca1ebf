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

  private final RabbitConnection owner;
  private final ChannelUser user;
  private final Backoff backoff;
  private @Nullable Channel channel;
  private boolean isLeft;

  ChannelSeat(RabbitConnection owner, ChannelUser user, Backoff backoff) {
    this.owner = owner;
    this.user = user;
    this.backoff = backoff;
  }

  void open(Connection connection, io.netty.channel.Channel socket) {
    if (isLeft) {
      return;
    }
    Channel opened = null;
    try {
      opened = connection.createChannel();
      if (opened == null) {
        throw new IOException("the connection has no channel left: channel_max is reached");
      }
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
    backoff.reset();
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
      owner.onLoop(user::lost);
      failed(current, e);
    }
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
    owner.onLoop(user::lost);
    owner.onSetup(
        () -> {
          if (which.equals(channel)) {
            channel = null;
            if (!cause.isHardError()) {
              reopen(cause);
            }
          }
        });
  }

  private void failed(@Nullable Channel opened, Exception cause) {
    if (cause instanceof ChannelContinuationTimeoutException) {
      // A broker that does not answer within seconds is as good as gone; waiting on would block
      // all.
      owner.drop("The broker does not answer");
      return;
    }
    discard(opened);
    reopen(cause);
  }

  private void reopen(Exception cause) {
    if (isLeft || !owner.isConnected()) {
      return;
    }
    Optional<FjordException> permanent = owner.refusal(cause);
    Duration pause;
    if (permanent.isPresent()) {
      owner.onLoop(() -> user.refused(permanent.get()));
      pause = owner.slowPause();
    } else {
      pause = backoff.next();
    }
    LOG.warn(
        "{}: the channel for {} failed: {}; next attempt in {} ms",
        owner,
        user.purpose(),
        Refusal.describe(cause),
        pause.toMillis());
    owner.later(pause, () -> owner.reopen(this));
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
