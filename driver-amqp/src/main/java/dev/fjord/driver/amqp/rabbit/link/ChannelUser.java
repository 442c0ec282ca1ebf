package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import dev.fjord.FjordException;
import java.io.IOException;
import java.util.Optional;

/**
 * Somebody who needs a channel for as long as they live. Gets a new one whenever the old one, or
 * the connection, was lost.
 */
public interface ChannelUser {
  /** What the channel is for, in a word or two, for logs. */
  String purpose();

  /**
   * Prepares a new channel. Called on the setup thread; may wait for the broker, each wait has a
   * deadline.
   */
  void prepare(Channel channel) throws IOException;

  /** Takes a prepared channel over. Called on the loop. */
  void opened(LiveChannel channel);

  /**
   * The channel taken over last is gone; another will come. Called on the loop; may be repeated.
   *
   * @param why what the broker says, if it closed only this channel
   */
  void lost(Optional<ChannelClose> why);

  /**
   * There is no channel, for a reason that time alone does not cure; attempts go on slowly. Called
   * on the loop.
   */
  void refused(FjordException reason);

  /** There is room to write again, or the broker takes messages again. Called on the loop. */
  default void writable() {}
}
