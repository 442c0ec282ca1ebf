package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.NotificationResult;
import dev.fjord.notify.Notifier;
import dev.fjord.rpc.RpcServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every executor does the same with methods of either style, on every wire. */
@ParameterizedClass(name = "{0} over {1}")
@MethodSource("cells")
class ExecutorMatrixTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc", "dev.fjord.notify");

  @Parameter(0)
  Execution execution;

  @Parameter(1)
  Wire wire;

  private final Ledger ledger = new Ledger();
  private final Letters letters = new Letters();
  private Bench bench;

  static Stream<Arguments> cells() {
    return Arrays.stream(Wire.values())
        .flatMap(
            wire ->
                Arrays.stream(Execution.values()).map(execution -> Arguments.of(execution, wire)));
  }

  @BeforeEach
  void open() {
    bench = new Bench(wire, rabbit);
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    bench.close();
  }

  @Test
  void aMethodRunsOnTheThreadThatItsStyleAsksFor() {
    serve();
    assertThat(bench.client().request("where").call(String.class)).isEqualTo(execution.thread());
  }

  @Test
  void aResultComesBack() {
    serve();
    Map<String, Object> value = Map.of("rooms", List.of(1, 2), "name", "Süd");
    assertThat(bench.client().request("echo").arg("value", value).call(Object.class))
        .isEqualTo(value);
  }

  @Test
  void nullComesBack() {
    serve();
    assertThat(bench.client().request("nothing").call(Object.class)).isNull();
    assertThat(bench.client().request("echo").arg("value", null).call(Object.class)).isNull();
  }

  @Test
  void anErrorComesBackWithItsTypeAndText() {
    serve();
    assertThatExceptionOfType(RemoteErrorException.class)
        .isThrownBy(
            () ->
                bench
                    .client()
                    .request("fail")
                    .arg("kind", "BookingException")
                    .arg("message", "no room")
                    .call(Object.class))
        .satisfies(
            e -> {
              assertThat(e.type()).isEqualTo("BookingException");
              assertThat(e.remoteMessage()).isEqualTo("no room");
              assertThat(e.failure().module()).isEqualTo("dev.fjord.interop.desk");
            });
  }

  @Test
  void aCallThatTakesTooLongEndsInATimeout() {
    serve();
    // Long enough for the request to arrive on a busy machine.
    Duration limit = Duration.ofMillis(800);
    assertThatExceptionOfType(MessagingTimeoutException.class)
        .isThrownBy(() -> bench.client().timeout(limit).request("hold").call(String.class))
        .satisfies(e -> assertThat(e.timeout()).isEqualTo(limit));
    assertThat(ledger.arrived()).isEqualTo(1);
  }

  @Test
  void aCastArrivesWithItsContext() throws Exception {
    serve();
    bench
        .client()
        .context(MessageContext.empty().with("user_id", "u1"))
        .request("record")
        .arg("value", 7)
        .cast();
    Ledger.Entry entry = ledger.next(Bench.SOON);
    assertThat(entry.value()).isEqualTo(7);
    assertThat(entry.context().asMap()).containsExactly(Map.entry("user_id", "u1"));
  }

  @Test
  void aNotificationIsHandledOnce() throws Exception {
    listen();
    publish("first");
    publish("second");
    assertThat(letters.next(Bench.SOON).payload(String.class)).isIn("first", "second");
    assertThat(letters.next(Bench.SOON).payload(String.class)).isIn("first", "second");
    assertThat(letters.size()).isZero();
  }

  @Test
  void aRequeuedNotificationComesAgain() throws Exception {
    letters.thenSay(NotificationResult.REQUEUE).thenSay(NotificationResult.REQUEUE);
    listen();
    publish("again");
    assertThatTheSameComes(3);
  }

  @Test
  void aNotificationWhoseMethodFailedComesAgain() throws Exception {
    letters.thenFail("not now");
    listen();
    publish("again");
    assertThatTheSameComes(2);
  }

  private void assertThatTheSameComes(int times) throws InterruptedException {
    Notification first = letters.next(Bench.SOON);
    for (int i = 1; i < times; i++) {
      assertThat(letters.next(Bench.SOON).messageId()).isEqualTo(first.messageId());
    }
    // What is handled is handled: a second notification comes alone.
    publish("last");
    assertThat(letters.next(Bench.SOON).payload(String.class)).isEqualTo("last");
    assertThat(letters.size()).isZero();
  }

  private RpcServer serve() {
    return bench.serve(execution, "s1", ledger);
  }

  private NotificationListener listen() {
    return bench.listen(execution, letters);
  }

  private void publish(String payload) {
    Notifier.of(bench.transport(), "desk.host1")
        .topics(bench.topic())
        .info(MessageContext.empty(), "room.changed", payload)
        .toCompletableFuture()
        .join();
  }
}
