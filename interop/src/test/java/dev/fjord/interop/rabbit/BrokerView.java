package dev.fjord.interop.rabbit;

import java.util.List;

/**
 * All objects of a virtual host as the broker shows them, one a line: exchanges, queues, bindings,
 * consumers, with their flags and arguments. Ids are left out, so that two runs compare.
 */
public final class BrokerView {
  private static final String EXPRESSION =
      """
      begin V = <<"%s">>, unicode:characters_to_binary([
        [io_lib:format("exchange ~ts ~p durable=~p auto-delete=~p internal=~p ~0p~n",
            [element(4, N), T, D, A, I, lists:sort(G)])
          || E <- rabbit_exchange:list(V), [{_, N}, {_, T}, {_, D}, {_, A}, {_, I}, {_, G}] <-
            [rabbit_exchange:info(E, [name, type, durable, auto_delete, internal, arguments])]],
        [io_lib:format("queue ~ts ~p durable=~p auto-delete=~p exclusive=~p ~0p~n",
            [element(4, amqqueue:get_name(Q)), amqqueue:get_type(Q), amqqueue:is_durable(Q),
             amqqueue:is_auto_delete(Q), amqqueue:get_exclusive_owner(Q) =/= none,
             lists:sort(amqqueue:get_arguments(Q))])
          || Q <- rabbit_amqqueue:list(V)],
        [io_lib:format("binding ~ts to ~ts key ~ts ~0p~n", [element(4, S), element(4, Q), K, G])
          || {binding, S, K, Q, G} <- rabbit_binding:list(V)],
        [io_lib:format("consumer ~ts ack=~p prefetch=~p ~0p~n",
            [element(4, proplists:get_value(queue_name, C)), proplists:get_value(ack_required, C),
             proplists:get_value(prefetch_count, C),
             lists:sort(proplists:get_value(arguments, C))])
          || C <- rabbit_amqqueue:consumers_all(V)]]) end
      """;

  private BrokerView() {}

  /** The objects that the broker did not make by itself, in order. */
  public static List<String> of(RabbitNode node, String virtualHost) {
    return node.eval(EXPRESSION.formatted(virtualHost))
        .lines()
        .filter(line -> !line.startsWith("exchange amq.") && !line.startsWith("exchange  "))
        .filter(line -> !line.startsWith("binding  to "))
        .map(line -> line.replaceAll("[0-9a-f]{32}", "<id>"))
        .sorted()
        .toList();
  }
}
