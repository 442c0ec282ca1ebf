package dev.fjord.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointStyleBenchmarkTest {
  @ParameterizedTest
  @CsvSource({
    "blocking, blocking, nothing",
    "blocking, async, wait",
    "hybrid, blocking, wait",
    "hybrid, async, nothing",
    "async, async, wait",
  })
  void callsOfACellAreAnswered(String executor, String style, String endpoint) throws Exception {
    ServedEndpoint cell = cell(executor, style, endpoint);
    cell.start();
    try {
      EndpointStyleBenchmark benchmark = new EndpointStyleBenchmark();
      for (int i = 0; i < 100; i++) {
        benchmark.call(cell);
      }
      cell.drain();
      // A failed call shows in the next one.
      benchmark.call(cell);
      cell.drain();
    } finally {
      cell.stop();
    }
  }

  @Test
  void aRefusedCellSaysSoWithoutAStackTrace() {
    assertThatThrownBy(() -> cell("async", "blocking", "nothing").start())
        .isInstanceOf(RefusedCell.class)
        .hasMessageContaining("REFUSED: executor=async, style=blocking")
        .hasMessageContaining("BlockingMethods.nothing")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  private static ServedEndpoint cell(String executor, String style, String endpoint) {
    ServedEndpoint cell = new ServedEndpoint();
    cell.executor = executor;
    cell.style = style;
    cell.endpoint = endpoint;
    cell.inFlight = 8;
    return cell;
  }
}
