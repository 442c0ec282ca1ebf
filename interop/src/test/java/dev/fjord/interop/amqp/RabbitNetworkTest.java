package dev.fjord.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.BrokerUnreachableException;
import dev.fjord.ConnectionChange;
import dev.fjord.ConnectionChange.State;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.interop.rabbit.AmqpFrame;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What networks do to connections: resets, cuts, silence, one byte at a time. */
class RabbitNetworkTest extends NetworkTests {
  private static final int FLOW = 20 << 16 | 20;
  private static final int FLOW_OK = 20 << 16 | 21;
  private static final int CHANNELS = 8;

  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();
  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.driver.amqp");

  @Override
  Site site() {
    return Site.of(rabbit);
  }

  @Test
  void aResetWithCallsUnderWayIsOverWithinTwoSeconds() {
    try (Transport calling = Transport.open(through(""))) {
      assertThat(call(calling, 0)).isZero();
      List<CompletionStage<JsonText>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(Wire.call(calling.driver(), topic, i, LONG));
      }
      proxy.reset();
      long begin = System.nanoTime();
      assertThat(call(calling, 1)).isEqualTo(1);
      assertThat(Wire.elapsed(begin)).isLessThan(BACK_WITHIN);
      for (int i = 0; i < calls.size(); i++) {
        assertThat(Wire.number(calls.get(i))).isEqualTo(i);
      }
    }
  }

  @Test
  void resetsInARowDoNotStopProgressNorAddThreads() {
    try (Transport calling = Transport.open(through(""))) {
      assertThat(call(calling, 0)).isZero();
      long threads = wireThreads();
      for (int i = 1; i <= 8; i++) {
        proxy.reset();
        assertThat(call(calling, i)).isEqualTo(i);
      }
      assertThat(wireThreads()).isLessThanOrEqualTo(threads);
      // Two connections, made anew after each reset; a reset may meet one that is being made.
      assertThat(proxy.accepted()).isBetween(10, 2 + 3 * 8);
    }
  }

  @Test
  void aConnectionThatIsCutAfterAnyByteIsMadeAgain() throws Exception {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> cuts = new ArrayList<>();
      // The handshake takes about 500 bytes and the channel, the exchange and the cast 600 more.
      for (int bytes = 1; bytes < 1_150; bytes += 41) {
        int cut = bytes;
        cuts.add(workers.submit(() -> castThroughACut(cut)));
      }
      for (Future<?> cut : cuts) {
        cut.get();
      }
    }
  }

  @Test
  void aPauseThatTheBrokerAsksForHoldsMessagesBackAndNothingElse() {
    AtomicInteger answers = new AtomicInteger();
    proxy.toBroker(
        frame -> {
          if (frame.classAndMethod() == FLOW_OK) {
            answers.incrementAndGet();
            return Optional.empty();
          }
          return Optional.of(frame);
        });
    try (Transport calling = Transport.open(through(""))) {
      assertThat(call(calling, 0)).isZero();
      flow((byte) 0);
      // Both connections have seen the pause of each channel.
      Awaitility.await().atMost(LONG).until(() -> answers.get() == 2 * (CHANNELS - 1));
      CompletionStage<JsonText> held = Wire.call(calling.driver(), topic, 1, LONG);
      assertThat(Wire.failure(Wire.cast(calling.driver(), topic, 2, Duration.ofMillis(500))))
          .hasMessageContaining("not written");
      assertThat(held.toCompletableFuture()).isNotDone();
      flow((byte) 1);
      assertThat(Wire.number(held)).isEqualTo(1);
      assertThat(call(calling, 3)).isEqualTo(3);
    }
  }

  @Test
  void anIncidentTellsItsCauseItsAttemptsAndItsEnd() {
    try (Transport calling = Transport.open(through(""))) {
      calling.onConnectionChange(changes::add);
      assertThat(call(calling, 0)).isZero();
      int port = proxy.port();
      rabbit.node().closeConnections("maintenance");
      assertThat(call(calling, 1)).isEqualTo(1);
      Awaitility.await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(changes)
                      .anySatisfy(
                          change -> {
                            assertThat(change.state()).isEqualTo(State.RECOVERING);
                            assertThat(change.cause()).contains("320").contains("maintenance");
                            assertThat(change.broker()).isEqualTo("127.0.0.1:" + port);
                          })
                      .filteredOn(change -> change.state() == State.UP)
                      .hasSizeGreaterThanOrEqualTo(4));
      untilOneLineForEachLoss(port);
      proxy.close();
      proxy.reset();
      Awaitility.await()
          .atMost(LONG)
          .until(() -> changes.stream().anyMatch(change -> change.attempt() > 2));
      assertThat(Wire.failure(Wire.cast(calling.driver(), topic, 2, BACK_WITHIN)))
          .isInstanceOf(BrokerUnreachableException.class);
      untilOneLineForEachLoss(port);
    }
  }

  /**
   * A connection that comes back while the broker still closes connections is lost again, which is
   * an incident of its own.
   */
  private void untilOneLineForEachLoss(int port) {
    Awaitility.await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(log.warningsOf("127.0.0.1:" + port))
                    .hasSize(losses())
                    .hasSizeGreaterThan(1));
  }

  private int losses() {
    Map<ConnectionChange.Role, State> last = new EnumMap<>(ConnectionChange.Role.class);
    int losses = 0;
    for (ConnectionChange change : changes) {
      State before = last.put(change.role(), change.state());
      losses += before == State.UP && change.state() == State.RECOVERING ? 1 : 0;
    }
    return losses;
  }

  private void castThroughACut(int bytes) {
    try (FaultProxy cutting = site().newProxy()) {
      cutting.cutAfter(bytes);
      try (Transport calling = Transport.open(through(cutting, ""))) {
        CompletionStage<Void> cast = Wire.cast(calling.driver(), topic, 1, LONG);
        Awaitility.await().atMost(LONG).until(() -> cutting.accepted() > 0);
        cutting.cutNoMore();
        Wire.await(cast);
        assertThat(call(calling, bytes)).isEqualTo(bytes);
      }
    }
  }

  /** To every channel that the driver may have opened. */
  private void flow(byte active) {
    for (int channel = 1; channel < CHANNELS; channel++) {
      proxy.inject(AmqpFrame.method(channel, FLOW, active));
    }
  }
}
