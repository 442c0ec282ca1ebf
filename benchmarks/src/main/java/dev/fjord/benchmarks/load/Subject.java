package dev.fjord.benchmarks.load;

import java.io.IOException;

/** What is measured: something that carries out operations. Thread-safe. */
public interface Subject extends AutoCloseable {
  /** Begins an operation without waiting for its end. */
  void start(Payload payload, Completion completion) throws Exception;

  /** Carries out an operation and waits for its end; returns whether the reply was right. */
  default boolean call(Payload payload) throws Exception {
    throw new UnsupportedOperationException(getClass().getSimpleName() + " has no blocking form");
  }

  @Override
  void close() throws IOException;
}
