package dev.fjord.benchmarks.run;

/** A broker in a process of its own, which ends with this. Confined to one thread. */
interface RunningBroker extends AutoCloseable {
  /** Where it listens, as {@code host:port}. */
  String address();

  /** The process that is the broker. */
  long pid();

  @Override
  void close();
}
