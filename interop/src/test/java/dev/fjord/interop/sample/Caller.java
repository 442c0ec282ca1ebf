package dev.fjord.interop.sample;

import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Reply;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Who waits for the reply to a call. Thread-safe; {@link #await} blocks. */
final class Caller {
  private final CallOptions options;
  private final Timers timers;
  private final long deadline;

  /** The reply, or empty for a sign of life. */
  private final LinkedBlockingQueue<Optional<Reply>> told = new LinkedBlockingQueue<>();

  private volatile boolean gone;

  Caller(CallOptions options, Timers timers) {
    this.options = options;
    this.timers = timers;
    this.deadline = timers.nanoTime() + options.timeout().toNanos();
  }

  // shown: begin
  JsonText await(Target to) throws InterruptedException {
    Duration silence = options.monitor().orElse(options.timeout());
    try {
      while (true) {
        Duration wait = silence.compareTo(left()) < 0 ? silence : left();
        Optional<Reply> next = told.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new MessagingTimeoutException(to, wait, "No reply and no sign of life");
        }
        if (next.isPresent()) {
          return switch (next.get()) {
            case Reply.Result result -> result.json();
            case Reply.Failed failed -> throw new RemoteErrorException(failed.failure());
          };
        }
      }
    } finally {
      gone = true; // a reply that comes later is dropped
    }
  }

  // shown: end

  Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - timers.nanoTime()));
  }

  boolean isGone() {
    return gone || left().isZero();
  }

  void reply(Reply reply) {
    told.add(Optional.of(reply));
  }

  Optional<Duration> heartbeatInterval() {
    return options.monitor().map(silence -> silence.dividedBy(2));
  }

  boolean heartbeat() {
    if (gone || options.monitor().isEmpty()) {
      return false;
    }
    if (told.isEmpty()) {
      told.add(Optional.empty());
    }
    return true;
  }
}
