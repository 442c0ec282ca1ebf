package dev.fjord.driver.amqp.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.fjord.spi.Timers;

/** What the client calls for the deliveries of one channel, on the loop. */
final class QueueConsumer implements Consumer {
  private final RabbitListener listener;
  private final DeliverySession session;
  private final Timers timers;

  QueueConsumer(RabbitListener listener, DeliverySession session, Timers timers) {
    this.listener = listener;
    this.session = session;
    this.timers = timers;
  }

  @Override
  public void handleDelivery(
      String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    listener.delivered(
        session,
        new Delivery(
            envelope.getDeliveryTag(),
            properties,
            body,
            timers.nanoTime(),
            envelope.isRedeliver()));
  }

  @Override
  public void handleCancel(String tag) {
    listener.cancelled(session, tag, this);
  }

  @Override
  public void handleConsumeOk(String tag) {
    // The setup thread waits for it.
  }

  @Override
  public void handleCancelOk(String tag) {
    // Consumers are ended without waiting.
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
