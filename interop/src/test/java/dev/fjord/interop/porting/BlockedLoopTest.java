package dev.fjord.interop.porting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.porting.MethodReport;
import dev.fjord.porting.Readiness;
import dev.fjord.rpc.RpcServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A method that holds its event loop is told, and no other. */
class BlockedLoopTest {
  @RegisterExtension static final CapturedLog log = new CapturedLog("dev.fjord.guard");

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LIMIT = ClockedService.LIMIT;

  @BeforeEach
  void forget() {
    log.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "async"})
  void isReportedWhileItHoldsTheLoopWithItsStackAndOnceMoreWhenItEnds(String executor)
      throws Exception {
    try (ClockedService service = new ClockedService()) {
      HoldingEndpoint endpoint = endpoint(service);
      service.keep(service.server("held", endpoint).executor(executor).start());

      assertIsReported(service, endpoint, "hold", "loop-held.s1-0");
    }
  }

  @Test
  void isReportedOnALoopOfTheApplication() throws Exception {
    try (ClockedService service = new ClockedService()) {
      HoldingEndpoint endpoint = endpoint(service);
      service.keep(
          service.server("held", endpoint).executor("hybrid").loop(service.loop()).start());

      assertIsReported(service, endpoint, "hold", "the application's");
    }
  }

  @Test
  void whatItAttachedToAStageIsReportedAsItsOwn() throws Exception {
    try (ClockedService service = new ClockedService()) {
      HoldingEndpoint endpoint = endpoint(service);
      service.keep(service.server("held", endpoint).executor("async").start());

      assertIsReported(service, endpoint, "holdLater", "loop-held.s1-0");
    }
  }

  private static void assertIsReported(
      ClockedService service, HoldingEndpoint endpoint, String method, String thread)
      throws Exception {
    String name = "HoldingEndpoint." + method;
    CompletableFuture<String> call = service.client("held").request(method).callAsync(String.class);
    endpoint.entered().get(20, TimeUnit.SECONDS);
    service.clock().advance(LIMIT.minusMillis(1));
    assertThat(log.warningsOf(name)).isEmpty();

    service.clock().advance(LIMIT.dividedBy(2));

    assertThat(log.warningsOf(name))
        .singleElement()
        .asString()
        .contains(name + " has held the event loop " + thread + " for")
        .contains("\n\tat " + HoldingEndpoint.class.getName() + ".waitHere(");
    assertThat(call).isNotDone();

    service.clock().advance(Duration.ofSeconds(5));
    endpoint.letGo();
    assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("let go");
    await().atMost(SOON).until(() -> log.warningsOf(name).size() == 2);
    assertThat(log.warningsOf(name).get(1))
        .startsWith(name + " held the event loop " + thread + " for 5.06 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "async"})
  void whatKeepsToTheLimitIsNotReported(String executor) throws Exception {
    try (ClockedService service = new ClockedService()) {
      RpcServer server =
          service.keep(service.server("held", endpoint(service)).executor(executor).start());
      for (int i = 0; i < 100; i++) {
        spend(service, LIMIT.minusMillis(1));
      }

      assertThat(log.warningsOf("")).isEmpty();
      assertThat(spending(server).use().blocked()).isZero();
      assertThat(spending(server).verdict().readiness()).isEqualTo(Readiness.PORTED);
    }
  }

  @Test
  void aMethodThatBlocksOftenIsReportedOnceAMinuteWithTheNumberOfTimes() throws Exception {
    try (ClockedService service = new ClockedService()) {
      RpcServer server =
          service.keep(service.server("held", endpoint(service)).executor("async").start());
      for (int i = 0; i < 10; i++) {
        spend(service, LIMIT);
      }
      await().atMost(SOON).until(() -> spending(server).use().blocked() == 10);
      assertThat(log.warningsOf("HoldingEndpoint.spend")).hasSize(2);

      service.clock().advance(Duration.ofMinutes(1));
      spend(service, LIMIT);

      await().atMost(SOON).until(() -> spending(server).use().blocked() == 11);
      assertThat(log.warningsOf("and 9 times too long since the last report")).hasSize(1);
    }
  }

  @Test
  void underHybridARepeatOffenderRunsOnVirtualThreadsIfThePolicyIsToMoveIt() throws Exception {
    try (ClockedService service = new ClockedService(moving())) {
      RpcServer server =
          service.keep(service.server("held", endpoint(service)).executor("hybrid").start());
      for (int i = 0; i < 3; i++) {
        assertThat(spend(service, LIMIT)).isEqualTo("loop");
      }
      // The reply is there before its loop has been given back.
      await()
          .atMost(SOON)
          .until(() -> log.warningsOf("spend runs on workers from now on").size() == 1);

      assertThat(spend(service, LIMIT)).isEqualTo("virtual");
      assertThat(service.client("held").request("quick").call(String.class)).isEqualTo("loop");
      assertThat(spending(server).use().places()).containsExactlyInAnyOrder("loop", "virtual");
      assertThat(spending(server).verdict())
          .satisfies(
              verdict -> {
                assertThat(verdict.readiness()).isEqualTo(Readiness.BLOCKS);
                assertThat(verdict.advice()).contains("moved to workers", "3 times");
              });
    }
  }

  @Test
  void underAsyncItIsOnlyReportedWhateverThePolicy() throws Exception {
    try (ClockedService service = new ClockedService(moving())) {
      service.keep(service.server("held", endpoint(service)).executor("async").start());
      for (int i = 0; i < 5; i++) {
        assertThat(spend(service, LIMIT)).isEqualTo("loop");
      }
      assertThat(log.warningsOf("runs on workers")).isEmpty();
      assertThat(log.warningsOf("HoldingEndpoint.spend")).isNotEmpty();
    }
  }

  @Test
  void withoutALimitNothingIsReportedAndWithoutAReportNothingIsMeasured() throws Exception {
    FjordConfig config =
        FjordConfig.builder()
            .set(CoreOptions.BLOCKED_LOOP_LIMIT, "0")
            .set(CoreOptions.PORTING_REPORT, "false")
            .build();
    try (ClockedService service = ClockedService.with(config)) {
      RpcServer server =
          service.keep(service.server("held", endpoint(service)).executor("hybrid").start());
      assertThat(service.clock().scheduledTasks()).isZero();
      spend(service, LIMIT.multipliedBy(100));

      assertThat(log.warningsOf("")).isEmpty();
      assertThat(spending(server).verdict().readiness()).isEqualTo(Readiness.NOT_MEASURED);
      assertThat(spending(server).verdict().advice()).contains("porting_report = false");
    }
  }

  private static FjordConfig.Builder moving() {
    return FjordConfig.builder().set(CoreOptions.BLOCKED_LOOP_POLICY, "move");
  }

  private static HoldingEndpoint endpoint(ClockedService service) {
    return new HoldingEndpoint(service.clock(), service.client("held"));
  }

  private static String spend(ClockedService service, Duration time) {
    return service
        .client("held")
        .timeout(Duration.ofHours(1))
        .request("spend")
        .arg("millis", time.toMillis())
        .call(String.class);
  }

  private static MethodReport spending(RpcServer server) {
    return server.portingReport().method("spend").orElseThrow();
  }
}
