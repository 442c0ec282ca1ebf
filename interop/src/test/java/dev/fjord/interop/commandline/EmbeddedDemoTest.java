package dev.fjord.interop.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo over AMQP 1.0 with nothing installed. */
class EmbeddedDemoTest {
  @Test
  @Timeout(360)
  void theDemoStartsItsBrokerItself() throws Exception {
    try (FjordProcess demo =
        FjordProcess.start("demo", "--url", "artemis://", "--executor", "async")) {
      var result = demo.result(FjordProcess.BUILD_LIMIT);
      assertThat(result.code()).as(result.output() + result.errors()).isZero();
      assertThat(result.output()).contains("All was right.").doesNotContain("WRONG");
      assertThat(result.errors()).doesNotContain("WARN");
    }
  }
}
