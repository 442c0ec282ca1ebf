package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.ConnectionChange.State;
import dev.fjord.interop.faults.Figure;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks that are slow, narrow, silent or away before a RabbitMQ node that is well. */
class RabbitWeatherTest extends WeatherTests {
  /** How many casts a connection is cut in the course of. */
  private static final int CASTS = Integer.getInteger("fjord.cut.casts", 1);

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @Override
  Site site() {
    return Site.of(rabbit);
  }

  @Override
  String signsOfLife(Duration every) {
    return "?heartbeat_timeout_threshold=" + every.toSeconds();
  }

  @Test
  void silenceIsNoticedWithinTwoHeartbeats() {
    try (Transport calling = Transport.open(through(signsOfLife(Duration.ofSeconds(1))))) {
      calling.onConnectionChange(changes::add);
      assertThat(call(calling, 1)).isEqualTo(1);
      changes.clear();
      proxy.hush();
      long begin = System.nanoTime();
      Awaitility.await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> changes.stream().anyMatch(change -> change.state() == State.RECOVERING));
      Duration noticed = Wire.elapsed(begin);
      Figure.tell("noticed after " + noticed.toMillis() + " ms with a heartbeat of 1 s");
      assertThat(noticed).isLessThan(Duration.ofSeconds(3));
      proxy.clear();
      assertThat(call(calling, 2)).isEqualTo(2);
    }
  }

  @Test
  @Timeout(1_800)
  void aConnectionThatIsCutAfterEachByteOfHandshakeAndCastIsMadeAgain() throws Exception {
    long length = bytesUncut();
    List<Future<?>> cuts = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(16)) {
      for (long bytes = 1; bytes <= length; bytes++) {
        long cut = bytes;
        cuts.add(workers.submit(() -> castThroughACut(cut)));
      }
      for (Future<?> cut : cuts) {
        cut.get();
      }
    }
    assertThat(call(serving, 5)).isEqualTo(5);
    Figure.tell(cuts.size() + " places to cut, " + CASTS + " casts");
  }

  private long bytesUncut() {
    try (FaultProxy cutting = site().newProxy();
        Transport calling = Transport.open(through(cutting, ""))) {
      castAll(calling);
      return cutting.bytesToBroker();
    }
  }

  private void castThroughACut(long bytes) {
    try (FaultProxy cutting = site().newProxy()) {
      cutting.cutAfter(bytes);
      try (Transport calling = Transport.open(through(cutting, ""))) {
        // The first cast decides when there is a connection, and that one alone is to be cut.
        CompletionStage<Void> first = cast(calling);
        Awaitility.await()
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> cutting.accepted() > 0);
        cutting.cutNoMore();
        Wire.await(first);
        castAll(calling);
      }
    }
  }

  private void castAll(Transport calling) {
    for (int i = 0; i < CASTS; i++) {
      Wire.await(cast(calling));
    }
  }

  private CompletionStage<Void> cast(Transport calling) {
    return Wire.cast(calling.driver(), topic, 1, LONG);
  }
}
