package dev.fjord.benchmarks.suite;

import java.util.List;

/**
 * Rows that are compared with each other, run round by round.
 *
 * @param id its name, for {@code --only}
 * @param title for people
 * @param need what must be there to run it
 * @param rounds how often each row is run
 * @param timing the words that say how long, see {@code Trial.Timing}
 * @param rows the rows; the limit comes first
 */
public record Section(
    String id, String title, Need need, int rounds, String timing, List<Row> rows) {
  /** What must be there. */
  public enum Need {
    /** Nothing. */
    NOTHING,
    /** RabbitMQ. */
    BROKER,
    /** ActiveMQ Artemis, for AMQP 1.0. */
    ARTEMIS
  }

  /** Copies the rows. */
  public Section {
    rows = List.copyOf(rows);
  }

  /** A copy with another number of rounds. */
  public Section rounds(int newRounds) {
    return new Section(id, title, need, newRounds, timing, rows);
  }
}
