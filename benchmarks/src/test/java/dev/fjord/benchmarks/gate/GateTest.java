package dev.fjord.benchmarks.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GateTest {
  private final Gate gate = new Gate(Path.of("").toAbsolutePath().getParent());

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void noOperationAllocatesHalfAsMuchAgainAsIsOnRecord() throws Exception {
    assertThat(gate.broken(Gate.measure())).isEmpty();
  }

  @Test
  void whatAllocatesMoreIsNamedWithTheWayToAcceptIt() throws Exception {
    assertThat(gate.broken(Map.of("codec", 1_000_000L)))
        .singleElement()
        .asString()
        .contains("codec", "1000000", "bin/bench gate --update");
  }

  @Test
  void whatHasNoRecordIsRefused() throws Exception {
    assertThat(gate.broken(Map.of("something-new", 1L)))
        .singleElement()
        .asString()
        .contains("something-new");
  }
}
