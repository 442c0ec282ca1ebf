package dev.fjord.interop.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.RemoteErrorException;
import dev.fjord.SerializationException;
import dev.fjord.Target;
import dev.fjord.interop.desk.AsyncDesk;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.BlockingDesk;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Wire;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.transport.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a caller sends and whatever an endpoint does, the caller is told, and the next call
 * works. What no caller can be told is in {@code WireTest}.
 */
@ParameterizedClass(name = "{0} over {1}")
@MethodSource("cells")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension
  static final ExpectedLogs quiet = new ExpectedLogs("dev.fjord.rpc", "dev.fjord.notify");

  private static final int LIMIT = 8_192;

  @Parameter(0)
  Execution execution;

  @Parameter(1)
  Wire wire;

  private final Ledger ledger = new Ledger();
  private Bench bench;

  static Stream<Arguments> cells() {
    return Stream.of(
            Execution.BLOCKING_METHODS_ON_BLOCKING,
            Execution.BLOCKING_METHODS_ON_HYBRID,
            Execution.ASYNC_METHODS_ON_ASYNC)
        .flatMap(
            execution -> Arrays.stream(Wire.values()).map(wire -> Arguments.of(execution, wire)));
  }

  @BeforeParameterizedClassInvocation
  void serve() {
    bench = new Bench(wire, rabbit);
    bench.keep(
        RpcServer.builder(bench.transport(), bench.topic().server("s1"))
            .endpoint(execution.desk(ledger))
            .endpoint(new OddDesk())
            .executor(execution.executor())
            .start());
  }

  @AfterEach
  void theServerLives() {
    assertThat(bench.client().request("where").call(String.class)).isEqualTo(execution.thread());
  }

  @AfterParameterizedClassInvocation
  void close() throws Exception {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`args`: {}}                                                 | TypeError",
        "{`method`: null, `args`: {}}                                 | TypeError",
        "{`method`: 7, `args`: {}}                                    | TypeError",
        "{`method`: {`a`: 1}}                                         | TypeError",
        "{`method`: ``, `args`: {}}                                   | NoSuchMethod",
        "{`method`: `nosuch`, `args`: {}}                             | NoSuchMethod",
        "{`method`: `toString`, `args`: {}}                           | NoSuchMethod",
        "{`method`: `echo`, `args`: [1]}                              | TypeError",
        "{`method`: `echo`, `args`: `value`}                          | TypeError",
        "{`method`: `echo`, `args`: null}                             | TypeError",
        "{`method`: `echo`, `args`: 7}                                | TypeError",
        "{`method`: `echo`}                                           | TypeError",
        "{`method`: `add`, `args`: {`a`: 1}}                          | TypeError",
        "{`method`: `add`, `args`: {`a`: 1, `b`: `two`}}              | TypeError",
        "{`method`: `add`, `args`: {`a`: 1, `b`: {}}}                 | TypeError",
        "{`method`: `add`, `args`: {`a`: 1, `b`: 2, `c`: 3}}          | TypeError",
        "{`method`: `large`, `args`: {`size`: 1.5}}                   | TypeError",
        "{`method`: `large`, `args`: {`size`: 99999999999}}           | TypeError",
        "{`method`: `large`, `args`: {`size`: null}}                  | TypeError",
        "{`method`: `where`, `args`: {}, `namespace`: `nosuch`}       | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `namespace`: 7}              | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: `2.0`}            | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: `1.6`}            | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: `0.9`}            | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: null}             | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: 1.5}              | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: `one`}            | UnsupportedVersion",
        "{`method`: `where`, `args`: {}, `version`: `1.99999999999`}  | UnsupportedVersion",
      })
  void aRequestThatCannotBeServedIsRefusedWithTheErrorThatPythonKnows(String body, String type) {
    RemoteErrorException e =
        catchThrowableOfType(RemoteErrorException.class, () -> callRaw(body.replace('`', '"')));
    assertThat(e).isNotNull();
    assertThat(e.type()).isEqualTo(type);
    assertThat(e.failure().module())
        .isEqualTo(type.equals("TypeError") ? "builtins" : "oslo_messaging.rpc.dispatcher");
    assertThat(e.remoteMessage()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IllegalStateException",
        "NullPointerException",
        "IOException",
        "InterruptedException",
        "BookingException",
        "AssertionError",
        "StackOverflowError",
        "OutOfMemoryError",
        "LinkageError",
        "Throwable"
      })
  void whateverAMethodThrowsComesBack(String kind) {
    RemoteErrorException e = failureOf("fail", "kind", kind, "message", "on purpose");
    assertThat(e.type()).isEqualTo(kind);
    assertThat(e.remoteMessage()).isEqualTo("on purpose");
  }

  @Test
  void aRemoteErrorThatIsPassedOnKeepsItsName() {
    RemoteErrorException e =
        failureOf("fail", "kind", "RemoteErrorException", "message", "sold out");
    assertThat(e.type()).isEqualTo("Full");
    assertThat(e.failure().module()).isEqualTo("hotel.errors");
    assertThat(e.remoteMessage()).isEqualTo("sold out");
  }

  @Test
  void anErrorWithoutATextComesBack() {
    RemoteErrorException e = failureOf("fail", "kind", "IllegalStateException", "message", null);
    assertThat(e.type()).isEqualTo("IllegalStateException");
    assertThat(e.remoteMessage()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "null_stage,     EndpointException,     OddDesk.nullStage",
    "throws_at_once, IllegalStateException, no stage yet",
    "wrapped,        IllegalStateException, inside",
    "cancelled,      CancellationException, ''",
    "unencodable,    SerializationException, Unencodable",
  })
  void aMethodThatReturnsWhatItShouldNotIsAnError(String method, String type, String text) {
    RemoteErrorException e = failureOf(method);
    assertThat(e.type()).isEqualTo(type);
    assertThat(e.remoteMessage()).contains(text);
  }

  @Test
  void aRequestThatCannotBeWrittenIsRefusedAtTheCaller() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> bench.client().request("echo").arg("value", endless).call(Object.class));
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> bench.client().request("record").arg("value", endless).cast());
  }

  @Test
  void aResultThatDoesNotFitTheCallersTypeIsAnErrorThere() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> bench.client().request("echo").arg("value", "text").call(Integer.class));
  }

  @Test
  void aRequestOverTheSizeLimitIsRefusedAtTheCaller() {
    RpcClient small = client(LIMIT);
    assertThatExceptionOfType(MessageTooLargeException.class)
        .isThrownBy(() -> small.request("echo").arg("value", "x".repeat(LIMIT)).call(String.class))
        .satisfies(e -> assertThat(e.limit()).isEqualTo(LIMIT));
    assertThatExceptionOfType(MessageTooLargeException.class)
        .isThrownBy(() -> small.request("record").arg("value", "x".repeat(LIMIT)).cast());
    assertThat(small.request("echo").arg("value", "small").call(String.class)).isEqualTo("small");
  }

  @Test
  void aReplyOverTheSizeLimitIsAnErrorForTheCaller() throws Exception {
    Target limited = bench.topic().withTopic(bench.topic().requireTopic() + "-limited");
    Transport small = bench.openAnother(limit(LIMIT));
    bench.keep(
        RpcServer.builder(small, limited.server("s1"))
            .endpoint(new OddDesk())
            .executor(execution.executor())
            .start());
    RpcClient client = bench.client().target(limited);
    RemoteErrorException e =
        catchThrowableOfType(
            RemoteErrorException.class,
            () -> client.request("large").arg("size", 2 * LIMIT).call(String.class));
    assertThat(e.type()).isEqualTo("MessageTooLargeException");
    assertThat(e.remoteMessage()).contains(String.valueOf(LIMIT));
    assertThat(client.request("large").arg("size", 10).call(String.class)).hasSize(10);
  }

  @Test
  void hundredsOfBadRequestsTakeNoSlotForGood() throws Exception {
    Target narrow = bench.topic().withTopic(bench.topic().requireTopic() + "-narrow");
    bench.keep(
        RpcServer.builder(bench.transport(), narrow.server("s1"))
            .endpoint(new AsyncDesk(ledger, new BlockingDesk(ledger)))
            .executor(execution.executor())
            .maxInFlight(2)
            .start());
    RpcClient client = bench.client().target(narrow);
    for (int i = 0; i < 100; i++) {
      client.request("nosuch").cast();
      client.request("add").arg("a", "x").cast();
      client.request("fail").arg("kind", "Throwable").arg("message", "m").cast();
      client.request("unencodable").cast();
    }
    assertThat(client.request("echo").arg("value", 1).call(Integer.class)).isEqualTo(1);
  }

  private RemoteErrorException failureOf(String method, String... arguments) {
    var request = bench.client().request(method);
    for (int i = 0; i < arguments.length; i += 2) {
      request.arg(arguments[i], arguments[i + 1]);
    }
    RemoteErrorException e =
        catchThrowableOfType(RemoteErrorException.class, () -> request.call(Object.class));
    assertThat(e).as("an error of " + method).isNotNull();
    return e;
  }

  /** Calls with a body that the API would not write. */
  private void callRaw(String body) throws Throwable {
    try {
      bench
          .transport()
          .driver()
          .call(
              bench.topic(),
              new OutgoingMessage(JsonText.of(body), MessageContext.empty()),
              CallOptions.within(Bench.SOON))
          .reply()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private RpcClient client(int limit) {
    return RpcClient.of(bench.openAnother(limit(limit)), bench.topic()).timeout(Bench.SOON);
  }

  private static FjordConfig limit(int bytes) {
    return FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, Integer.toString(bytes));
  }
}
