package dev.fjord.cli.command;

import dev.fjord.cli.service.RollCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long, and for how many answers, a command that asks servers waits. */
final class RollCallOptions {
  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description =
          "How long to wait for answers, in s; fractions allowed. All of it is waited where nobody "
              + "knows how many servers there are. "
              + "Default: 2.")
  private Duration timeout = Duration.ofSeconds(2);

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "Ends as soon as so many servers have answered; fewer are an error. Default: no number.")
  private @Nullable Integer count;

  RollCall.Limits limits() {
    return new RollCall.Limits(timeout, count == null ? Integer.MAX_VALUE : Math.max(1, count));
  }

  /** Whether it is an error that only so many answered. */
  boolean isShort(int answered) {
    return count != null && answered < count;
  }
}
