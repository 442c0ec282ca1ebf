package dev.fjord.spi;

/**
 * Is told when a loop runs something for one endpoint method: the call itself, what it attached to
 * stages that complete on the loop, and its end. Only the thread of the loop calls it, so what it
 * writes down needs no locks.
 *
 * @since 0.1.0
 */
public interface LoopWatch {
  /** A task begins; returns when that was, for {@link #end}. */
  long begin();

  /** The task that runs now calls the method. */
  void called();

  /** The task that began then is over. */
  void end(long begun);
}
