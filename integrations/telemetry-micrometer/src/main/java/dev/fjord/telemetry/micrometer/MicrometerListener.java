package dev.fjord.telemetry.micrometer;

import dev.fjord.ConnectionChange;
import dev.fjord.telemetry.BlockedLoop;
import dev.fjord.telemetry.MessageKind;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.SendObserver;
import dev.fjord.telemetry.Sending;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what Fjord does. With this jar on the class path every transport has one on
 * Micrometer's global registry; {@code Transport.builder().telemetry(new
 * MicrometerListener(registry))} uses another. Thread-safe.
 *
 * @since 0.1.0
 */
public final class MicrometerListener implements TelemetryListener {
  private final MeterRegistry registry;

  /** On {@link Metrics#globalRegistry}. */
  public MicrometerListener() {
    this(Metrics.globalRegistry);
  }

  /** On a registry of the application's. */
  public MicrometerListener(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public SendObserver sending(Sending what) {
    long begun = now();
    return new SendObserver() {
      @Override
      public void ended(@Nullable Throwable failure) {
        String topic = what.target().topic().orElse("");
        if (what.kind() == MessageKind.CALL) {
          time(
              "fjord.client.calls",
              Tags.of("topic", topic, "method", what.name(), "outcome", Outcomes.of(failure)),
              now() - begun);
        } else {
          // Not the event type of a notification: there may be any number of them.
          time(
              "fjord.client.sends",
              Tags.of("topic", topic, "kind", what.kind().key(), "outcome", Outcomes.of(failure)),
              now() - begun);
        }
      }
    };
  }

  @Override
  public WorkObserver received(Receipt what) {
    return new Work(what, now());
  }

  @Override
  public void connectionChanged(ConnectionChange change) {
    registry
        .counter(
            "fjord.connection.changes",
            Tags.of(
                "role", change.role().name().toLowerCase(Locale.ROOT),
                "state", change.state().name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  @Override
  public void loopBlocked(BlockedLoop blocked) {
    if (blocked.phase() == BlockedLoop.Phase.ENDED) {
      time(
          "fjord.loop.blocked",
          Tags.of("server", blocked.server(), "method", blocked.method()),
          blocked.held().toNanos());
    }
  }

  private long now() {
    return registry.config().clock().monotonicTime();
  }

  private void time(String name, Tags tags, long nanos) {
    registry.timer(name, tags).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** One message at one method; what happens to it happens one after another. */
  private final class Work implements WorkObserver {
    private final Receipt what;
    private final Tags method;
    private volatile long since;
    private volatile boolean isStarted;

    Work(Receipt what, long now) {
      this.what = what;
      this.method =
          Tags.of("server", what.server(), "method", what.name().isEmpty() ? "none" : what.name());
      this.since = now;
    }

    @Override
    public void started() {
      time("fjord.server.waits", method, lap());
      isStarted = true;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      long ran = lap();
      time(
          "fjord.server.calls",
          method.and(
              "kind", what.kind().key(),
              "style", what.style(),
              "outcome", Outcomes.of(failure)),
          isStarted ? ran : 0);
    }

    @Override
    public void finished() {
      time("fjord.server.replies", method, lap());
    }

    private long lap() {
      long now = now();
      long passed = now - since;
      since = now;
      return passed;
    }
  }
}
