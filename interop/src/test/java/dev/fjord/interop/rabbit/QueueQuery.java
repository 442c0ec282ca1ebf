package dev.fjord.interop.rabbit;

import java.util.Map;
import java.util.TreeMap;

/**
 * Asks every queue of a virtual host for its state at this moment. What the broker itself lists for
 * quorum queues is up to five seconds old, so those are asked in another way.
 */
final class QueueQuery {
  private static final String EXPRESSION =
      """
      unicode:characters_to_binary([
        case amqqueue:get_type(Q) of
          rabbit_quorum_queue ->
            case ra:local_query(amqqueue:get_pid(Q), fun rabbit_fifo:overview/1) of
              {ok, {_, O}, _} ->
                io_lib:format("~ts\\t~b\\t~b\\t~b~n", [element(4, amqqueue:get_name(Q)),
                  maps:get(num_ready_messages, O), maps:get(num_checked_out, O),
                  maps:get(num_consumers, O)]);
              _ -> []
            end;
          _ ->
            case catch rabbit_amqqueue:info(Q,
                [messages_ready, messages_unacknowledged, consumers]) of
              [{_, R}, {_, U}, {_, C}] ->
                io_lib:format("~ts\\t~b\\t~b\\t~b~n", [element(4, amqqueue:get_name(Q)), R, U, C]);
              _ -> []
            end
        end || Q <- rabbit_amqqueue:list(<<"%s">>)])
      """;

  private QueueQuery() {}

  /** The expression to be evaluated in the node. */
  static String of(String virtualHost) {
    return EXPRESSION.formatted(virtualHost);
  }

  /** Reads the expression's value. */
  static Map<String, QueueState> parse(String table) {
    Map<String, QueueState> queues = new TreeMap<>();
    table
        .lines()
        .map(line -> line.split("\t", -1))
        .forEach(cells -> queues.put(cells[0], state(cells)));
    return queues;
  }

  private static QueueState state(String[] cells) {
    return new QueueState(
        Long.parseLong(cells[1]), Long.parseLong(cells[2]), Integer.parseInt(cells[3]));
  }
}
