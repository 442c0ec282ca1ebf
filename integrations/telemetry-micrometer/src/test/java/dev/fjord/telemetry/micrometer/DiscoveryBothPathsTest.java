package dev.fjord.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.telemetry.Telemetry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryBothPathsTest {
  @Test
  void theListenerIsFound() {
    assertThat(Telemetry.withFound(List.of()).isOff()).isFalse();
  }
}
