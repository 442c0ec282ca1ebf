package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;

/** The broker allows no more channels on a connection. */
final class ChannelLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  private ChannelLimitException(int most) {
    super(
        "no channel is left on the connection: the broker allows "
            + most
            + " (channel_max), one for each server and listener, one for replies and one to"
            + " declare with. Spread them over several transports, or raise the limit");
  }

  /** Opens a channel; the client itself returns null at the limit. */
  static Channel open(Connection connection) throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new ChannelLimitException(connection.getChannelMax());
    }
    return channel;
  }
}
