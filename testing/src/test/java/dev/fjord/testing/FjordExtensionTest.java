package dev.fjord.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.fjord.rpc.RpcMethod;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test that leaves something behind fails, and is told what. */
class FjordExtensionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aCallThatNobodyAnswers    | call of price{item=bolt, pieces=1} to
          aMethodThatNeverEnds      | priceLater in prices.server-1: its method has begun and has not ended
          aReplyThatIsHeldBack      | price in prices.server-1: its method has ended, and its reply
          aCastThatNoServerTakes    | count in the queue
          aMessageThatIsDelayed     | 1 delayed messages
          aCallerThatNeverComesBack | a caller in the background
          """)
  void aTestFailsAndNamesWhatItLeft(String test, String told) {
    Throwable failure = failureOf(Careless.class, test);
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Unanswered or unfinished at the end of the test")
        .hasMessageContaining(told);
  }

  @Test
  void aTestThatFailsByItselfKeepsItsFailureAndIsToldTheRest() {
    Throwable failure = failureOf(Careless.class, "aTestThatFailsByItself");
    assertThat(failure).hasMessage("of its own");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("call of price");
  }

  @Test
  void whatEndsInTimeIsNoFailure() {
    assertThat(resultOf(Careless.class, "workThatEndsAfterTheTestsLastLine")).isNull();
  }

  @Test
  void thereIsNoBenchForAWholeClass() {
    assertThat(failureOf(TooEarly.class, "aTest")).hasMessageContaining("@BeforeEach");
  }

  private static Throwable failureOf(Class<?> type, String test) {
    Throwable failure = resultOf(type, test);
    assertThat(failure).as("failure of " + test).isNotNull();
    return failure;
  }

  private static @Nullable Throwable resultOf(Class<?> type, String test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                java.util.Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(test))
                    .map(method -> selectMethod(type, method))
                    .toList())
            .build();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    AtomicReference<@Nullable TestIdentifier> ran = new AtomicReference<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier which, TestExecutionResult result) {
                ran.set(which);
                result.getThrowable().ifPresent(failure::set);
              }
            });
    assertThat(ran.get()).as("what ran").isNotNull();
    return failure.get();
  }

  /** Tests that leave something behind; run by the tests above. */
  static final class Careless {
    @RegisterExtension
    static final FjordExtension FJORD =
        FjordExtension.with(bench -> bench.patience(Duration.ofMillis(100)));

    private Shop.Prices prices;
    private FjordBench bench;
    private final Shop.PriceDesk desk = new Shop.PriceDesk();

    @BeforeEach
    void serve(FjordBench theBench) {
      bench = theBench;
      bench.serve("prices", desk, new Slow());
      prices = bench.client("prices").proxy(Shop.Prices.class);
    }

    @AfterEach
    void theBenchIsStillThere(FjordBench theBench) {
      assertThat(theBench).isSameAs(bench);
    }

    @Test
    void aCallThatNobodyAnswers() {
      bench.broker().dropReplies(1);
      bench
          .client("prices")
          .request("price")
          .arg("item", "bolt")
          .arg("pieces", 1)
          .callAsync(Integer.class);
    }

    @Test
    void aMethodThatNeverEnds() {
      prices.priceLater("stuck", 1);
    }

    @Test
    void aReplyThatIsHeldBack() {
      bench.broker().holdReplies();
      bench.inBackground(() -> prices.price("bolt", 1));
      bench.awaitCall("price");
    }

    @Test
    void aCastThatNoServerTakes() {
      bench.serve("stock", desk).close();
      bench.client("stock").request("count").arg("item", "bolt").cast();
    }

    @Test
    void aMessageThatIsDelayed() {
      bench.broker().delayMessages(Duration.ofSeconds(1));
      bench.client("prices").request("count").arg("item", "bolt").cast();
    }

    @Test
    void aCallerThatNeverComesBack() {
      bench.inBackground(() -> new CompletableFuture<String>().join());
    }

    @Test
    void aTestThatFailsByItself() {
      bench.broker().dropReplies(1);
      bench
          .client("prices")
          .request("price")
          .arg("item", "bolt")
          .arg("pieces", 1)
          .callAsync(Integer.class);
      throw new IllegalStateException("of its own");
    }

    @Test
    void workThatEndsAfterTheTestsLastLine() {
      bench.client("prices").request("soon").cast();
    }
  }

  /** An endpoint that takes a moment. */
  @dev.fjord.rpc.Endpoint(version = "1.0")
  static final class Slow {
    @RpcMethod
    CompletionStage<String> soon() {
      return CompletableFuture.supplyAsync(
          () -> "soon",
          CompletableFuture.delayedExecutor(20, java.util.concurrent.TimeUnit.MILLISECONDS));
    }
  }

  /** Asks too early. */
  @org.junit.jupiter.api.extension.ExtendWith(FjordExtension.class)
  static final class TooEarly {
    @BeforeAll
    static void prepare(FjordBench bench) {}

    @Test
    void aTest() {}
  }
}
