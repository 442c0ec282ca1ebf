package dev.fjord.driver.amqp;

import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Timers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The calls that wait for their replies, by id. Each leaves by itself when it ends, however it
 * ends. Thread-safe; nothing here blocks.
 *
 * @since 0.1.0
 */
public final class PendingCalls {
  private final Timers timers;
  private final ConcurrentHashMap<String, OpenCall> calls = new ConcurrentHashMap<>();
  private final LongAdder unexpected = new LongAdder();

  /** With the clock for the calls' timeouts. */
  public PendingCalls(Timers timers) {
    this.timers = timers;
  }

  /** Registers a call, to be done before its request leaves, and starts its timeout. */
  public OpenCall open(String id, Target target, CallOptions options) {
    OpenCall call = new OpenCall(timers, target, options, () -> calls.remove(id));
    calls.put(id, call);
    call.startTimers();
    return call;
  }

  /** The call that waits under an id. A reply to none is counted: it is late, or not for us. */
  public Optional<OpenCall> find(String id) {
    OpenCall call = calls.get(id);
    if (call == null) {
      unexpected.increment();
    }
    return Optional.ofNullable(call);
  }

  /** All calls that wait now. */
  public List<OpenCall> all() {
    return List.copyOf(calls.values());
  }

  /** Ends all calls that wait now. */
  public void failAll(FjordException failure) {
    for (OpenCall call : all()) {
      call.fail(failure);
    }
  }

  /** How many calls wait. */
  public int size() {
    return calls.size();
  }

  /** How many replies came that no call waited for. */
  public long unexpectedReplies() {
    return unexpected.sum();
  }
}
