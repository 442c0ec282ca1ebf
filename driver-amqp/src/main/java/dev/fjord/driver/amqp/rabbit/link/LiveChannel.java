package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;

/**
 * A channel for traffic: what may be called on the loop, none of which waits. The methods that
 * return a boolean say whether the channel took it; a channel that did not is gone.
 */
public final class LiveChannel {
  private final Channel channel;
  private final LinkSocket socket;

  LiveChannel(Channel channel, LinkSocket socket) {
    this.channel = channel;
    this.socket = socket;
  }

  /** Whether more can be written: it does not pile up in memory, and the broker wants it. */
  public boolean isWritable() {
    return socket.isWritable(channel.getChannelNumber());
  }

  /** Whether the channel can still be used. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** The client's channel, for listeners of returns and confirms. */
  Channel client() {
    return channel;
  }

  /** Publishes. */
  public boolean publish(
      String exchange,
      String key,
      Mandatory mandatory,
      AMQP.BasicProperties properties,
      byte[] body) {
    return done(
        () ->
            channel.basicPublish(
                exchange, key, mandatory == Mandatory.YES, false, properties, body));
  }

  /** Acknowledges one delivery, or all up to it. */
  public boolean acknowledge(long tag, Reach reach) {
    return done(() -> channel.basicAck(tag, reach == Reach.ALL_UP_TO));
  }

  /** Puts a delivery back. */
  public boolean requeue(long tag) {
    return done(() -> channel.basicReject(tag, true));
  }

  /** Drops a delivery, or sends it where the queue's policy says. */
  public boolean drop(long tag) {
    return done(() -> channel.basicReject(tag, false));
  }

  /** Ends a consumer; does not wait for the broker to confirm that. */
  public boolean cancel(String consumerTag) {
    Method cancel = new AMQP.Basic.Cancel.Builder().consumerTag(consumerTag).nowait(true).build();
    return done(() -> channel.asyncRpc(cancel));
  }

  private static boolean done(ClientCall call) {
    try {
      call.run();
      return true;
    } catch (IOException | ShutdownSignalException e) {
      // The loss is reported by the connection; the caller only needs to know that it is not done.
      return false;
    }
  }

  /** Whether a message that reaches no queue comes back. */
  public enum Mandatory {
    /** It comes back. */
    YES,
    /** It vanishes. */
    NO
  }

  /** How far an acknowledgement reaches. */
  public enum Reach {
    /** One delivery. */
    ONE,
    /** The delivery and all before it. */
    ALL_UP_TO
  }

  /** Something the client does without waiting. */
  @FunctionalInterface
  private interface ClientCall {
    void run() throws IOException;
  }
}
