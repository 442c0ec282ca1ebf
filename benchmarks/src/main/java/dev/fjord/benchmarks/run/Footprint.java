package dev.fjord.benchmarks.run;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a broker holds at one moment.
 *
 * @param connections open connections
 * @param channels open channels
 * @param queues queues of all kinds
 * @param bindings bindings, those to the default exchange left out
 * @param processes processes of its virtual machine
 * @param memory bytes its virtual machine has allocated, after a collection
 */
record Footprint(
    long connections, long channels, long queues, long bindings, long processes, long memory) {
  private static final String EXPRESSION =
      "begin [erlang:garbage_collect(P) || P <- erlang:processes()],"
          + " {length(rabbit_networking:connections()),"
          + " length(rabbit_channel:list()),"
          + " length(rabbit_amqqueue:list(<<\"/\">>)),"
          + " length([B || B <- rabbit_binding:list(<<\"/\">>),"
          + " element(4, element(2, B)) =/= <<>>]),"
          + " erlang:system_info(process_count),"
          + " erlang:memory(total)} end.";
  private static final Pattern ANSWER =
      Pattern.compile("\\{(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)}");

  /** Asks a broker. */
  static Footprint of(BrokerNode node) throws IOException, InterruptedException {
    String answer = node.eval(EXPRESSION).replaceAll("\\s", "");
    Matcher matcher = ANSWER.matcher(answer);
    if (!matcher.matches()) {
      throw new IOException("The broker did not say what it holds: " + answer);
    }
    long[] numbers = new long[6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Long.parseLong(matcher.group(i + 1));
    }
    return new Footprint(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
  }

  /** What came on top of an earlier footprint. */
  Footprint since(Footprint earlier) {
    return new Footprint(
        connections - earlier.connections,
        channels - earlier.channels,
        queues - earlier.queues,
        bindings - earlier.bindings,
        processes - earlier.processes,
        memory - earlier.memory);
  }
}
