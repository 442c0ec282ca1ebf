package dev.fjord.benchmarks.load;

import java.time.Duration;

/** Load on a subject, from {@link #begin} to {@link #end}. Confined to one thread. */
interface Load {
  /** Begins to put load on the subject. */
  void begin();

  /** Begins nothing new, and waits for what is under way; returns how many never ended. */
  int end(Duration limit) throws InterruptedException;

  /** The load that a calling asks for. */
  static Load of(Calling calling, Subject subject, Tally tally, int size) {
    return switch (calling.style()) {
      case ASYNC -> new ClosedLoop(subject, tally, Payload.many(calling.number(), size));
      case PLATFORM ->
          new WaitingCallers(
              subject,
              tally,
              Payload.many(calling.number(), size),
              Thread.ofPlatform().name("caller-", 0).daemon().factory());
      case VIRTUAL ->
          new WaitingCallers(
              subject,
              tally,
              Payload.many(calling.number(), size),
              Thread.ofVirtual().name("caller-", 0).factory());
      case OPEN -> new OpenLoop(subject, tally, calling.number(), size);
    };
  }
}
