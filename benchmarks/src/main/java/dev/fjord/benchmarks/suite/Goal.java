package dev.fjord.benchmarks.suite;

import dev.fjord.benchmarks.load.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One comparison that decides, from {@code goals.json}: a figure of one row over that of another in
 * the same round, or over a constant.
 *
 * @param id as {@code 5.2}; what stands before the dot groups goals
 * @param work for people
 * @param metric which figure
 * @param of the row and load it is of: {@code section/row@load}
 * @param over the row and load it is compared with; null for {@code constant}
 * @param constant what it is compared with if there is no row
 * @param difference whether the two are subtracted instead of divided
 * @param bound whether the result must be at least or at most the limit
 * @param limit what the result must keep to
 */
public record Goal(
    String id,
    String work,
    Metric metric,
    String of,
    @Nullable String over,
    double constant,
    boolean difference,
    Bound bound,
    double limit) {

  /** On which side of the limit the result must be. */
  public enum Bound {
    /** Not below it. */
    AT_LEAST,
    /** Not above it. */
    AT_MOST
  }

  /** The figures that goals are about. */
  public enum Metric {
    /** Operations in a second. */
    THROUGHPUT(Measurement::opsPerSecond, "/s"),
    /** Time of one operation, the inverse of it. */
    TIME(measured -> 1e6 / measured.opsPerSecond(), "µs"),
    /** The median latency. */
    P50(Measurement::p50, "µs"),
    /** The latency of the slowest in a hundred. */
    P99(Measurement::p99, "µs"),
    /** Bytes allocated. */
    BYTES(Measurement::bytesPerOp, "B"),
    /** CPU time of the JVM. */
    CLIENT_CPU(Measurement::clientCpu, "µs");

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
    private final ToDoubleFunction<Measurement> figure;

    private final String unit;

    Metric(ToDoubleFunction<Measurement> figure, String unit) {
      this.figure = figure;
      this.unit = unit;
    }

    /** The figure of a measurement. */
    public double of(Measurement measured) {
      return figure.applyAsDouble(measured);
    }

    /** Its unit. */
    public String unit() {
      return unit;
    }
  }

  /** All goals, in order. */
  public static List<Goal> all() {
    try (InputStream stream = Goal.class.getResourceAsStream("goals.json")) {
      if (stream == null) {
        throw new IllegalStateException("goals.json is missing");
      }
      return List.of(new JsonMapper().readValue(stream, Goal[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a result keeps to the limit. */
  public boolean isMetBy(double result) {
    return bound == Bound.AT_LEAST ? result >= limit : result <= limit;
  }
}
