package dev.fjord.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a table: what is started in a process of its own, and under which loads.
 *
 * @param id its name, unique in its section
 * @param title for people
 * @param kind what to start
 * @param words the words of its command line
 * @param loads one after the other, see {@code Calling}
 */
public record Row(String id, String title, Kind kind, List<String> words, List<String> loads) {
  /** A load of this number is replaced by half of what the limit reached. */
  public static final String HALF_THE_LIMIT = "open:half";

  /** What is started. */
  public enum Kind {
    /** A JVM with a subject under load. */
    LOAD,
    /** A JVM with a JMH benchmark. */
    JMH,
    /** Python. */
    PYTHON
  }

  /** Copies the lists. */
  public Row {
    words = List.copyOf(words);
    loads = List.copyOf(loads);
  }

  /** A subject under load; {@code words} and {@code loads} are separated by blanks. */
  public static Row load(String id, String title, String words, String loads) {
    return new Row(id, title, Kind.LOAD, List.of(words.split(" ")), List.of(loads.split(" ")));
  }

  /** A JMH benchmark, by its class and method and its parameters. */
  public static Row jmh(String id, String title, String words) {
    return new Row(id, title, Kind.JMH, List.of(words.split(" ")), List.of("async:64"));
  }

  /** oslo.messaging: rpc or notify, and the number of callers. */
  public static Row python(String id, String title, String work, int callers) {
    return new Row(
        id, title, Kind.PYTHON, List.of(work, "" + callers), List.of("platform:" + callers));
  }

  /** A copy with more words. */
  public Row with(String more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more.split(" ")));
    return new Row(id, title, kind, all, loads);
  }
}
