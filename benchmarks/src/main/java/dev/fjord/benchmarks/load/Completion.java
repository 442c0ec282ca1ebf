package dev.fjord.benchmarks.load;

/** Told once how an operation ended; called on any thread. */
public interface Completion {
  /** The operation ended with a reply that was, or was not, what had been sent. */
  void end(Correctness correctness);

  /** The operation failed. */
  void fail(Throwable failure);

  /** Ends with a reply. */
  default void reply(Payload sent, Object received) {
    end(sent.matches(received) ? Correctness.RIGHT : Correctness.WRONG);
  }

  /** Whether a reply was what had been sent. */
  enum Correctness {
    /** It was. */
    RIGHT,
    /** It was another one's, or damaged. */
    WRONG
  }
}
