package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.interop.rabbit.AmqpFrame;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.transport.Transport;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Channels that are open and take nothing, as RabbitMQ leaves them after the death of a quorum
 * queue's leader: another channel of the same connection would do.
 */
class RabbitStuckChannelTest extends BehindProxy {
  private static final int OPEN = 20 << 16 | 10;
  private static final int ACK = 60 << 16 | 80;
  private static final int NACK = 60 << 16 | 120;

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  Site site() {
    return Site.of(rabbit);
  }

  @Test
  void aChannelThatRejectsEverythingIsReplacedAndTheMessageTaken() {
    takesAgainOnAnotherChannelAfter(frame -> Optional.of(frame.as(NACK)));
  }

  @Test
  @Tag("long")
  void aChannelThatConfirmsNothingIsReplacedAndTheMessageTaken() {
    takesAgainOnAnotherChannelAfter(frame -> Optional.empty());
  }

  private void takesAgainOnAnotherChannelAfter(Function<AmqpFrame, Optional<AmqpFrame>> confirm) {
    try (Transport calling = Transport.open(through(""))) {
      calling.onConnectionChange(changes::add);
      Wire.await(Wire.cast(calling.driver(), topic, 1, LONG));
      int connections = proxy.accepted();
      AtomicBoolean stuck = new AtomicBoolean(true);
      proxy.toBroker(
          frame -> {
            if (frame.classAndMethod() == OPEN) {
              stuck.set(false);
            }
            return Optional.of(frame);
          });
      proxy.fromBroker(
          frame ->
              stuck.get() && frame.classAndMethod() == ACK
                  ? confirm.apply(frame)
                  : Optional.of(frame));
      Wire.await(Wire.cast(calling.driver(), topic, 2, LONG));
      assertThat(stuck).isFalse();
      assertThat(proxy.accepted()).as("connections").isEqualTo(connections);
      assertNotLost();
    }
  }
}
