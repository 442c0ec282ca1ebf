package dev.fjord.interop.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Limits, cancels and expected failures are the same for methods of either style. */
@ParameterizedClass(name = "{0} over {1}")
@MethodSource("cells")
class RpcParityTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  private static final Duration SHORT = Duration.ofMillis(500);

  @Parameter(0)
  Execution execution;

  @Parameter(1)
  Wire wire;

  private final Logger logger = (Logger) LoggerFactory.getLogger(RpcServer.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Ledger ledger = new Ledger();
  private Bench bench;
  private Limits limits;
  private RpcClient client;
  private RpcServer server;

  static Stream<Arguments> cells() {
    return Arrays.stream(Wire.values())
        .flatMap(
            wire ->
                Arrays.stream(Execution.values()).map(execution -> Arguments.of(execution, wire)));
  }

  @BeforeEach
  void serve() {
    logger.setAdditive(false);
    logger.setLevel(Level.DEBUG);
    log.start();
    logger.addAppender(log);
    bench = new Bench(wire, rabbit);
    bench.serve(execution, "held", ledger);
    limits = new Limits(bench.client());
    Target topic = bench.topic().withTopic(bench.topic().requireTopic() + "-limits");
    server =
        bench.keep(
            RpcServer.builder(bench.transport(), topic.server("s1"))
                .endpoint(limits.endpoint(execution.style()))
                .executor(execution.executor())
                .start());
    client = RpcClient.of(bench.transport(), topic).timeout(Bench.SOON);
  }

  @AfterEach
  void close() throws Exception {
    ledger.open();
    limits.open();
    bench.close();
    logger.detachAppender(log);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  @Test
  void anExpectedExceptionComesBackWithoutAnErrorInTheLog() {
    assertThatExceptionOfType(RemoteErrorException.class)
        .isThrownBy(() -> client.request("find").arg("kind", "expected").call(Void.class))
        .satisfies(e -> assertThat(e.type()).isEqualTo("NoSuchElementException"));
    assertThat(logged(Level.ERROR)).isEmpty();
    assertThat(logged(Level.DEBUG)).anyMatch(line -> line.contains("failed as it may"));

    assertThatExceptionOfType(RemoteErrorException.class)
        .isThrownBy(() -> client.request("find").arg("kind", "key").call(Void.class))
        .satisfies(e -> assertThat(e.type()).isEqualTo("IllegalStateException"));
    assertThat(logged(Level.ERROR)).hasSize(1);
  }

  @Test
  void aMissingMethodThatMayBeMissingIsNoWarning() {
    for (String method : List.of("tidy_ignore_errors", "tidy")) {
      assertThatExceptionOfType(RemoteErrorException.class)
          .isThrownBy(() -> client.request(method).call(Void.class))
          .satisfies(e -> assertThat(e.type()).isEqualTo("NoSuchMethod"));
    }
    assertThat(logged(Level.WARN)).singleElement().asString().endsWith("method tidy");
  }

  @Test
  void aMethodOfAGenericInterfaceTakesTheTypeThatItsEndpointNames() {
    Limits.Guest guest = new Limits.Guest("Ann", 3);
    assertThat(client.request("enter").arg("guest", guest).call(String.class))
        .isEqualTo("Ann stays 3");
  }

  @Test
  void aMethodSeesHowMuchTimeIsLeft() {
    Duration left = client.timeout(Duration.ofSeconds(9)).request("timeLeft").call(Duration.class);
    assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(9));
    assertThat(left).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void aNestedCallHasNoMoreTimeThanTheRequest() throws Exception {
    assertThatExceptionOfType(MessagingTimeoutException.class)
        .isThrownBy(() -> client.timeout(SHORT).request("nested").call(String.class));
    assertThat(limits.seen.poll(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            MessagingTimeoutException.class,
            e -> assertThat(e.timeout()).isLessThanOrEqualTo(SHORT));
    assertThat(ledger.arrived()).isEqualTo(1);
  }

  @Test
  void aDetachedCallHasItsOwnTime() {
    CompletableFuture<String> outer =
        client.timeout(SHORT).request("detached").callAsync(String.class);
    await().atMost(Bench.SOON).until(() -> ledger.arrived() == 1);
    assertThat(catchThrowable(() -> outer.get(20, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(MessagingTimeoutException.class);
    // Its own time is not over: it is still held.
    ledger.open();
    server.stop();
    assertThat(catchThrowable(() -> assertThat(server.await(Bench.SOON)).isTrue())).isNull();
  }

  @Test
  void aCallThatIsGivenUpCutsItsMethodShortWhereTheWireTells() throws Exception {
    CompletableFuture<String> call = client.request("work").callAsync(String.class);
    assertThat(limits.seen.poll(20, TimeUnit.SECONDS)).isEqualTo("begun");
    assertThat(call.cancel(true)).isTrue();
    assertThat(catchThrowable(call::join)).isInstanceOf(CancellationException.class);

    if (bench.transport().driver().capabilities().contains(Capability.CANCELLATION)) {
      String cut = execution.style() == Style.BLOCKING ? "interrupted true" : "cancelled true";
      assertThat(List.of(next(), next())).containsExactlyInAnyOrder(cut, "action");
      server.stop();
      assertThat(server.await(Bench.SOON)).as("ended").isTrue();
      assertThat(logged(Level.ERROR)).isEmpty();
    } else {
      // The cancel is the caller's own affair; the method ends when it ends.
      assertThat(client.request("timeLeft").call(Duration.class)).isPositive();
      assertThat(limits.seen).isEmpty();
    }
  }

  private Object next() throws InterruptedException {
    Object next = limits.seen.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("what became of the method").isNotNull();
    return next;
  }

  private List<String> logged(Level level) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().equals(level))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
