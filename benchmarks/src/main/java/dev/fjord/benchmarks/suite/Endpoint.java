package dev.fjord.benchmarks.suite;

/** What an endpoint method does before it answers. */
public enum Endpoint {
  /** Nothing. */
  NOTHING("nothing", "answers at once"),
  /** Waits. */
  WAIT("wait", "waits 10 ms"),
  /** Computes. */
  CPU("cpu", "200 µs of CPU"),
  /** Nothing, but for every tenth call. */
  MIXED("mixed", "9 of 10 quick, 1 waits 10 ms");

  private final String word;
  private final String title;

  Endpoint(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The value of the parameter {@code work}, which is in the ids of rows as well. */
  public String word() {
    return word;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
