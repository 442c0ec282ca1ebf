package dev.fjord.interop.porting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.ExecutorRefusedException;
import dev.fjord.interop.desk.CapturedLog;
import dev.fjord.interop.desk.ExpectedLogs;
import dev.fjord.porting.MethodReport;
import dev.fjord.porting.PortingReport;
import dev.fjord.porting.Readiness;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.rpc.RpcServer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service of five blocking methods becomes an asynchronous one, a method at a time, as
 * docs/porting.md tells; its callers' tests pass after each step, and the report says what to do
 * next.
 */
class PortingWalkThroughTest {
  @RegisterExtension static final CapturedLog guard = new CapturedLog("dev.fjord.guard");

  /** One of the callers' tests asks for what there is not. */
  @RegisterExtension
  static final ExpectedLogs refusals = new ExpectedLogs("dev.fjord.rpc.RpcServer");

  private ClockedService service;
  private Shelves shelves;

  @BeforeEach
  void open() {
    guard.clear();
    service = new ClockedService();
    shelves = service.keep(new Shelves(service));
    Bookings bookings = new Bookings(() -> service.pass(Duration.ofMillis(5)));
    service.keep(service.server("bookings", bookings).executor("hybrid").start());
  }

  @AfterEach
  void close() throws Exception {
    service.close();
  }

  @Test
  void fiveBlockingMethodsArePortedOneByOneWhileTheirCallersNoticeNothing() {
    var bookings = service.client("bookings");

    var blocking = new WarehouseSteps.Blocking(shelves, bookings);
    PortingReport asItWas = serve(blocking, "blocking");
    assertThat(readiness(asItWas)).isEqualTo(ALL_BLOCKING);
    assertThat(asItWas.method("stock").orElseThrow().use().places()).containsExactly("pool");

    PortingReport onVirtualThreads = serve(blocking, "hybrid");
    assertThat(readiness(onVirtualThreads)).isEqualTo(ALL_BLOCKING);
    assertThat(advice(onVirtualThreads, "price")).contains("safe to port");
    assertThat(advice(onVirtualThreads, "reserve")).contains("ready", "in blocking calls of Fjord");
    assertThat(advice(onVirtualThreads, "stock")).contains("keep it T", "50 ms at p99");
    assertRefusedByAsync(blocking, "list", "price", "reserve", "ship", "stock");

    var price = new WarehouseSteps.PricePorted(shelves, bookings);
    assertThat(readiness(serve(price, "hybrid"))).containsEntry("price", Readiness.PORTED);
    assertRefusedByAsync(price, "list", "reserve", "ship", "stock");

    var reserve = new WarehouseSteps.ReservePorted(shelves, bookings);
    assertThat(readiness(serve(reserve, "hybrid"))).containsEntry("reserve", Readiness.PORTED);
    assertRefusedByAsync(reserve, "list", "ship", "stock");
    assertThat(guard.warningsOf("")).isEmpty();

    var wrong = new WarehouseSteps.StockPortedWrongly(shelves, bookings);
    PortingReport caught = serve(wrong, "hybrid");
    assertThat(caught.methods(Readiness.BLOCKS)).containsExactly("StockPortedWrongly.stock");
    assertThat(advice(caught, "stock")).isEqualTo("blocks the loop 50 ms at p99: make it T again");
    assertThat(guard.warningsOf("StockPortedWrongly.stock has held the event loop"))
        .singleElement()
        .asString()
        .contains("\n\tat " + Shelves.class.getName() + ".count(");

    guard.clear();
    var right = new WarehouseSteps.StockAndListPorted(shelves, bookings);
    PortingReport nearly = serve(right, "hybrid");
    assertThat(nearly.methods(Readiness.BLOCKS)).isEmpty();
    assertThat(nearly.methods(Readiness.KEEP)).containsExactly("StockAndListPorted.ship");
    assertRefusedByAsync(right, "ship");

    var ported = new WarehouseSteps.Ported(shelves, bookings);
    PortingReport done = serve(ported, "async");
    assertThat(readiness(done).values()).containsOnly(Readiness.PORTED);
    assertThat(done.methods())
        .allSatisfy(method -> assertThat(method.use().places()).containsExactly("loop"));
    assertThat(guard.warningsOf("")).isEmpty();
  }

  private static final Map<String, Readiness> ALL_BLOCKING =
      Map.of(
          "price", Readiness.SAFE,
          "reserve", Readiness.READY,
          "stock", Readiness.KEEP,
          "list", Readiness.KEEP,
          "ship", Readiness.KEEP);

  /**
   * Serves for as long as the callers test it; what is measured is complete once it has stopped.
   */
  private PortingReport serve(Object endpoint, String executor) {
    RpcServer.Builder builder = service.server("warehouse", endpoint).executor(executor);
    if (!executor.equals("blocking")) {
      builder.loop(service.loop());
    }
    RpcServer server = builder.start();
    try {
      new WarehouseCallers(service.client("warehouse")).testAll();
    } finally {
      server.close();
    }
    PortingReport report = server.portingReport();
    assertThat(report.method("stock").map(MethodReport::use))
        .hasValueSatisfying(
            use -> {
              assertThat(use.calls()).isEqualTo(3);
              assertThat(use.failures()).isEqualTo(1);
            });
    assertThat(report.toString().lines()).hasSize(2 + 5);
    return report;
  }

  private void assertRefusedByAsync(Object endpoint, String... methods) {
    assertThatExceptionOfType(ExecutorRefusedException.class)
        .isThrownBy(() -> service.server("warehouse", endpoint).executor("async").start())
        .satisfies(
            refusal ->
                assertThat(refusal.methods())
                    .extracting(name -> name.substring(name.indexOf('.') + 1))
                    .containsExactly(methods));
  }

  private static String advice(PortingReport report, String method) {
    return report.method(method).orElseThrow().verdict().advice();
  }

  private static Map<String, Readiness> readiness(PortingReport report) {
    return report.methods().stream()
        .collect(
            Collectors.toMap(each -> each.method().name(), each -> each.verdict().readiness()));
  }

  /** The other service. */
  @Endpoint(version = "1.0")
  static final class Bookings {
    private final Runnable work;

    Bookings(Runnable work) {
      this.work = work;
    }

    @RpcMethod
    String book(String what) {
      work.run();
      return "booked " + what;
    }
  }
}
