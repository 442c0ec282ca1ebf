package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Carries out declarations on a channel of their own, so that one the broker refuses costs nobody
 * else's channel. Waits for the broker; called on the setup thread.
 */
public final class Declarations {
  private Declarations() {}

  /**
   * Carries out declarations in order.
   *
   * @throws IOException if the broker refuses one or does not answer in time
   */
  public static void run(Connection connection, List<Method> methods) throws IOException {
    List<Method> left = new ArrayList<>(methods);
    while (!left.isEmpty()) {
      try {
        onNewChannel(connection, left);
      } catch (IOException e) {
        left.set(0, weakerForm(left.get(0), e));
      }
    }
  }

  /**
   * Whether a queue is there.
   *
   * @throws IOException if the broker does not say
   */
  public static boolean isThere(Connection connection, String queue) throws IOException {
    Channel channel = ChannelLimitException.open(connection);
    try {
      channel.queueDeclarePassive(queue);
    } catch (IOException e) {
      if (closeOf(e).filter(close -> close.getReplyCode() == AMQP.NOT_FOUND).isPresent()) {
        return false;
      }
      throw e;
    }
    close(channel);
    return true;
  }

  /** Takes each method off the list when it is done. */
  private static void onNewChannel(Connection connection, List<Method> left) throws IOException {
    Channel channel = ChannelLimitException.open(connection);
    while (!left.isEmpty()) {
      channel.rpc(left.get(0));
      left.remove(0);
    }
    close(channel);
  }

  private static void close(Channel channel) throws IOException {
    try {
      channel.close();
    } catch (TimeoutException e) {
      throw new IOException("The broker does not answer", e);
    }
  }

  /**
   * The one mismatch that oslo.messaging forgives: where a durable exchange is wanted and one
   * exists that is not, that one is used. It may be gone after a restart of the broker, as it was
   * before.
   */
  private static Method weakerForm(Method refused, IOException failure) throws IOException {
    if (refused instanceof AMQP.Exchange.Declare declare
        && declare.getDurable()
        && isMismatch(failure)) {
      return new AMQP.Exchange.Declare.Builder()
          .exchange(declare.getExchange())
          .type(declare.getType())
          .autoDelete(declare.getAutoDelete())
          .arguments(declare.getArguments())
          .build();
    }
    throw failure;
  }

  private static boolean isMismatch(IOException failure) {
    return closeOf(failure)
        .filter(close -> close.getReplyCode() == AMQP.PRECONDITION_FAILED)
        .filter(close -> close.getReplyText().contains("'durable'"))
        .isPresent();
  }

  private static Optional<AMQP.Channel.Close> closeOf(IOException failure) {
    return failure.getCause() instanceof ShutdownSignalException signal
            && signal.getReason() instanceof AMQP.Channel.Close close
        ? Optional.of(close)
        : Optional.empty();
  }
}
