package dev.fjord.spi;

/**
 * Where an executor would run a method.
 *
 * @param kind which kind of thread
 * @param text the same for people, with numbers; or why the method would be refused
 * @since 0.1.0
 */
public record ThreadPlan(Kind kind, String text) {
  /** Kinds of threads. */
  public enum Kind {
    /** An event loop, which must not block. */
    LOOP,
    /** A virtual thread of its own. */
    VIRTUAL_THREAD,
    /** A thread of a bounded pool. */
    POOL_THREAD,
    /** None: the server would not start. */
    REFUSED,
    /** The executor does not say. */
    UNTOLD
  }

  /** That of an executor which tells nothing. */
  static ThreadPlan untold(String executor) {
    return new ThreadPlan(Kind.UNTOLD, "executor " + executor + " does not say");
  }

  /** On the loops of a server. */
  public static ThreadPlan loop(ExecutorSettings settings) {
    int loops = settings.eventLoops();
    return new ThreadPlan(
        Kind.LOOP,
        settings.loop().isPresent()
            ? "the application's event loop"
            : loops == 1 ? "the event loop" : "one of " + loops + " event loops");
  }
}
