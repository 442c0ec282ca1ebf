package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import java.io.IOException;

/** Something done on the setup thread that may wait for the broker. */
@FunctionalInterface
public interface ChannelTask {
  /** Does it. */
  void run(Channel channel) throws IOException;
}
