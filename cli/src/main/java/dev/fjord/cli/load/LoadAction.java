package dev.fjord.cli.load;

/** One message of a load. Called by many virtual threads at once; may block. */
@FunctionalInterface
public interface LoadAction {
  /**
   * Sends one message, and waits for its answer if there is one.
   *
   * @param client the number of the caller, from 0
   * @param message the number of its message, from 0
   * @throws RuntimeException if it failed; counted by its type
   */
  void run(int client, int message);
}
