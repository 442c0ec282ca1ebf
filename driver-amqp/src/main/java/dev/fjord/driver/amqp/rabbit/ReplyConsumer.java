package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;

/** What the client calls for the deliveries to the reply queue, on the loop. */
final class ReplyConsumer implements Consumer {
  private final ReplyQueue queue;

  ReplyConsumer(ReplyQueue queue) {
    this.queue = queue;
  }

  @Override
  public void handleDelivery(
      String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    queue.delivered(
        new Delivery(envelope.getDeliveryTag(), properties, body, 0, envelope.isRedeliver()));
  }

  @Override
  public void handleCancel(String tag) {
    queue.cancelled();
  }

  @Override
  public void handleConsumeOk(String tag) {
    // The setup thread waits for it.
  }

  @Override
  public void handleCancelOk(String tag) {
    // The consumer is never ended by this side.
  }

  @Override
  public void handleRecoverOk(String tag) {
    // Nobody asks for recovery.
  }

  @Override
  public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
    // The channel's seat is told.
  }
}
