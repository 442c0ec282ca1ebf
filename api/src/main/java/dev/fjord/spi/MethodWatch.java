package dev.fjord.spi;

/**
 * Is told how one endpoint method of one server uses its threads. What begins is ended on the same
 * thread, with the time that the beginning returned.
 *
 * <p>Thread-safe; no method blocks, throws or makes an object for each message.
 *
 * @since 0.1.0
 */
public interface MethodWatch {
  /** Where the method must run now: by its own style, or on a worker since it was moved there. */
  Style style();

  /** A loop, with its tasks for this method told to a {@link LoopWatch}. */
  EventLoop on(EventLoop loop);

  /** A call begins on a worker. */
  long beginOnWorker();

  /** The method has returned its value or its stage, or has thrown. */
  void endOnWorker(long begun);

  /** The method, on a worker, begins to wait in a blocking call of the library. */
  long beginWait();

  /** That wait is over. */
  void endWait(long begun);

  /** A call has ended as a failure. Called on any thread. */
  void failed();
}
