package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.load.Measurement;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the one result that JMH wrote: time and bytes of an operation. */
final class JmhResult {
  private static final double NANOS = 1e9;

  private JmhResult() {}

  static Measurement read(Path file) throws IOException {
    JsonNode results = new JsonMapper().readTree(file.toFile());
    if (results.size() != 1) {
      throw new IOException("JMH ran " + results.size() + " benchmarks instead of one");
    }
    JsonNode result = results.get(0);
    double nanos = result.get("primaryMetric").get("score").asDouble();
    double bytes = result.get("secondaryMetrics").get("gc.alloc.rate.norm").get("score").asDouble();
    return new Measurement(
        "jmh", 0, NANOS / nanos, nanos / 1_000, 0, 0, 0, bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
