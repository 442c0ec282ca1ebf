package dev.fjord.tck;

import dev.fjord.spi.Listener;

/**
 * Where the messages of an executor under test come from. Thread-safe.
 *
 * @since 0.1.0
 */
public interface MessageSource extends AutoCloseable {
  /** The listener that the executor is given; always the same. */
  Listener listener();

  /** Puts a message in line; it is handed over when a slot was requested for it. Does not block. */
  void deliver(ScriptedCall call);

  @Override
  void close();
}
