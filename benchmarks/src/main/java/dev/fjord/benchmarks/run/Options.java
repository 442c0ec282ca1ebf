package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.suite.Suite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param mode which run
 * @param only the sections to run; empty for all
 * @param rounds how many rounds; empty for each section's own number
 * @param out where the results go; empty for a new directory
 */
record Options(Suite.Mode mode, List<String> only, Optional<Integer> rounds, Optional<Path> out) {
  static final String USAGE =
      """
      Usage: bin/bench [quick|standard|peers|grid|amqp] [--only SECTION,…] [--rounds N] [--out DIR]
             bin/bench docs RESULTS.json
             bin/bench report RESULTS.json
             bin/bench gate [--update]
             bin/bench scale [--update]

        quick      about 3 minutes on two cores, no broker (2 rounds)
        standard   the default: goals and matrix, about an hour on two cores, starts its own RabbitMQ
        peers      everything that others offer, at every load
        grid       the whole matrix of executors, styles, endpoints and calls in flight
        amqp       AMQP 1.0 through an Artemis of its own, beside Qpid JMS
        docs       writes docs/performance.md from the results of a run, and keeps them
        report     prints and draws the results of a run again
        gate       compares bytes per operation with those recorded, or records them
        scale      what 1, 10 and 100 services take of a broker; --update: in docs/operating.md

        --only     the sections to run: memory, executors, endpoints, rabbit, notify, matrix, …
        --rounds   how often each row is run
        --out      where the results go; a run that was stopped goes on where it was
      """;

  static Options parse(List<String> words) {
    Suite.Mode mode = Suite.Mode.STANDARD;
    List<String> only = List.of();
    Optional<Integer> rounds = Optional.empty();
    Optional<Path> out = Optional.empty();
    Iterator<String> each = words.iterator();
    while (each.hasNext()) {
      String word = each.next();
      switch (word) {
        case "--only" -> only = List.of(value(word, each).split(","));
        case "--rounds" -> rounds = Optional.of(Integer.parseInt(value(word, each)));
        case "--out" -> out = Optional.of(Path.of(value(word, each)));
        default -> mode = mode(word);
      }
    }
    return new Options(mode, only, rounds, out);
  }

  private static Suite.Mode mode(String word) {
    return Arrays.stream(Suite.Mode.values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("What is '" + word + "'?\n" + USAGE));
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value.\n" + USAGE);
    }
    return words.next();
  }
}
