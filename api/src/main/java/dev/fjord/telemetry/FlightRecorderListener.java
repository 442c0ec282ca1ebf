package dev.fjord.telemetry;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events {@code dev.fjord.EndpointCall} and {@code dev.fjord.BlockedLoop} into
 * recordings of the JDK's Flight Recorder. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FlightRecorderListener implements TelemetryListener {
  private static final int FRAMES = 16;

  /** A listener; {@code flight_recorder_events} has a transport make one. */
  public FlightRecorderListener() {}

  @Override
  public WorkObserver received(Receipt what) {
    CallEvent event = new CallEvent();
    if (!event.isEnabled()) {
      return WorkObserver.NOTHING;
    }
    event.server = what.server();
    event.method = what.name();
    event.kind = what.kind().key();
    event.style = what.style();
    event.begin();
    return new WorkObserver() {
      @Override
      public void ended(@Nullable Throwable failure) {
        event.failure = failure == null ? "" : failure.getClass().getName();
      }

      @Override
      public void finished() {
        event.commit();
      }
    };
  }

  @Override
  public void loopBlocked(BlockedLoop blocked) {
    BlockedLoopEvent event = new BlockedLoopEvent();
    if (event.isEnabled()) {
      event.server = blocked.server();
      event.method = blocked.method();
      event.loop = blocked.thread();
      event.held = blocked.held().toNanos();
      event.where =
          blocked.stack().stream()
              .limit(FRAMES)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining("\n"));
      event.commit();
    }
  }
}
