package dev.fjord.rpc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one method. Thread-safe; waits for nothing. */
final class MethodStatistics {
  private final LongAdder calls = new LongAdder();
  private final LongAdder done = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Span wait = new Span();
  private final Span processing = new Span();
  private volatile String lastError = "";

  void received() {
    calls.increment();
  }

  void started(long waitedNanos) {
    wait.add(waitedNanos);
  }

  void ended(long processedNanos) {
    processing.add(processedNanos);
  }

  void failed(String type) {
    errors.increment();
    lastError = type;
  }

  void finished() {
    done.increment();
  }

  void tell(Map<String, Object> told) {
    // What has ended is read first: never more of it than has begun.
    long ended = done.sum();
    told.put("calls", calls.sum());
    told.put("errors", errors.sum());
    told.put("in_flight", Math.max(0, calls.sum() - ended));
    wait.tell("queue_wait", told);
    processing.tell("processing", told);
    told.put("last_error", lastError);
  }

  /** Times that are added up. */
  private static final class Span {
    private final LongAdder count = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void add(long nanos) {
      count.increment();
      total.add(nanos);
      longest.accumulate(nanos);
    }

    void tell(String name, Map<String, Object> told) {
      long times = count.sum();
      long mean = times == 0 ? 0 : total.sum() / times;
      told.put(name + "_mean_seconds", Introspection.seconds(Duration.ofNanos(mean)));
      told.put(name + "_max_seconds", Introspection.seconds(Duration.ofNanos(longest.get())));
    }
  }
}
