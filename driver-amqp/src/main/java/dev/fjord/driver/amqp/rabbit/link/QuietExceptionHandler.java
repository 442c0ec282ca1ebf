package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the client catches. A lost connection is told by our own states, once; a failure in
 * one of our callbacks is a defect of ours and must not end the connection.
 */
final class QuietExceptionHandler implements ExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QuietExceptionHandler.class);

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable cause) {
    LOG.debug("A connection ended", cause);
  }

  @Override
  public void handleReturnListenerException(Channel channel, Throwable cause) {
    LOG.error("The listener for returned messages failed", cause);
  }

  @Override
  public void handleConfirmListenerException(Channel channel, Throwable cause) {
    LOG.error("The listener for confirms failed", cause);
  }

  @Override
  public void handleBlockedListenerException(Connection connection, Throwable cause) {
    LOG.error("The listener for blocked connections failed", cause);
  }

  @Override
  public void handleConsumerException(
      Channel channel, Throwable cause, Consumer consumer, String tag, String method) {
    LOG.error("The consumer failed in {}", method, cause);
  }

  @Override
  public void handleConnectionRecoveryException(Connection connection, Throwable cause) {
    LOG.error("The client's own recovery ran although it is off", cause);
  }

  @Override
  public void handleChannelRecoveryException(Channel channel, Throwable cause) {
    LOG.error("The client's own recovery ran although it is off", cause);
  }

  @Override
  public void handleTopologyRecoveryException(
      Connection connection, Channel channel, TopologyRecoveryException cause) {
    LOG.error("The client's own recovery ran although it is off", cause);
  }
}
