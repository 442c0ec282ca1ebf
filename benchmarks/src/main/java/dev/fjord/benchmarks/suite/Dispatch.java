package dev.fjord.benchmarks.suite;

import dev.fjord.benchmarks.suite.Section.Need;
import java.util.List;
import java.util.stream.Stream;

/** The rows of single operations, measured with JMH. */
final class Dispatch {
  private Dispatch() {}

  /** The executors alone. */
  static Section executors(int rounds) {
    return section(rounds, "1", dispatchRows());
  }

  /** With what is done to a message on either side of an executor. */
  static Section all(int rounds) {
    return section(
        rounds,
        "2",
        Stream.of(dispatchRows(), handOverRows(), codecRows()).flatMap(List::stream).toList());
  }

  private static Section section(int rounds, String iterations, List<Row> rows) {
    String timing = "-wi 2 -w 1 -r 1 -i " + iterations;
    return new Section(
        "executors", "Single operations alone (JMH)", Need.NOTHING, rounds, timing, rows);
  }

  private static List<Row> dispatchRows() {
    return List.of(
        construct("pool", "limit: pool of 64 threads"),
        executor("blocking-T", "blocking, T"),
        construct("virtual", "limit: a virtual thread each"),
        executor("hybrid-T", "hybrid, T"),
        construct("loop", "limit: one thread with a queue"),
        executor("hybrid-stage", "hybrid, CompletionStage<T>"),
        executor("async-stage", "async, CompletionStage<T>"));
  }

  private static List<Row> handOverRows() {
    return List.of(
        handOver("bare-netty-1", "limit: Netty's loop, one task at a time", "netty", 1),
        handOver("wire-run-1", "the wire loop, one task at a time", "run", 1),
        handOver("wire-turn-1", "the wire loop, a turn for one message at a time", "turn", 1),
        handOver("bare-netty-64", "limit: Netty's loop, 64 tasks at a time", "netty", 64),
        handOver("wire-run-64", "the wire loop, 64 tasks at a time", "run", 64),
        handOver("wire-turn-64", "the wire loop, turns for 64 messages at a time", "turn", 64));
  }

  private static List<Row> codecRows() {
    return List.of(
        Row.jmh("codec-maps", "JSON of a call by hand with maps", codec("maps")),
        Row.jmh("codec-fjord", "JSON of a call with Fjord's codec", codec("fjord")));
  }

  private static Row construct(String name, String title) {
    return Row.jmh("bare-" + name, title, "ConstructBenchmark.dispatch -p construct=" + name);
  }

  private static Row executor(String name, String title) {
    return Row.jmh(name, title, "ExecutorBenchmark.dispatch -p executor=" + name);
  }

  private static Row handOver(String id, String title, String way, int burst) {
    return Row.jmh(id, title, "WireLoopBenchmark.handOver -p way=" + way + " -p burst=" + burst);
  }

  private static String codec(String method) {
    return "CodecBenchmark." + method + " -p size=100";
  }
}
