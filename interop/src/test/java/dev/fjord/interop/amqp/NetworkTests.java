package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange.State;
import dev.fjord.TransportClosedException;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What networks do to connections and every driver bears alike. */
abstract class NetworkTests extends BehindProxy {
  static final Duration BACK_WITHIN = Duration.ofSeconds(2);

  @Test
  void bytesThatComeOneByOneMakeTheSameMessages() {
    proxy.slice();
    try (Transport calling = Transport.open(through(""))) {
      for (int i = 0; i < 20; i++) {
        assertThat(call(calling, i)).isEqualTo(i);
      }
      assertThat(proxy.accepted()).as("connections that were needed").isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aBrokerThatAcceptsAndSaysNothingIsPassedOver() {
    proxy.mute();
    String url = site().besides("127.0.0.1", proxy.port());
    // Which of two hosts is tried first is random.
    for (int i = 0; proxy.accepted() == 0 && i < 100; i++) {
      changes.clear();
      try (Transport calling = Transport.open(url)) {
        calling.onConnectionChange(changes::add);
        long begin = System.nanoTime();
        assertThat(call(calling, i)).isEqualTo(i);
        assertThat(Wire.elapsed(begin)).isLessThan(Duration.ofSeconds(13));
      }
    }
    assertThat(changes).anyMatch(change -> change.state() == State.RECOVERING);
    assertThat(changes)
        .filteredOn(change -> change.state() == State.UP)
        .isNotEmpty()
        .allSatisfy(up -> assertThat(up.broker()).endsWith(":" + site().port()));
  }

  @Test
  void closingIsQuickAndHarmlessWhileDisconnectedAndTwice() {
    Transport calling = Transport.open(through(""));
    EchoServer other = new EchoServer(calling.driver(), topic.server("two"));
    proxy.refuse();
    CompletionStage<JsonText> pending = Wire.call(calling.driver(), topic, 1, LONG);
    long begin = System.nanoTime();
    other.close();
    other.close();
    calling.close();
    calling.close();
    assertThat(Wire.elapsed(begin)).isLessThan(BACK_WITHIN);
    assertThat(Wire.failure(pending)).isInstanceOf(TransportClosedException.class);
  }
}
