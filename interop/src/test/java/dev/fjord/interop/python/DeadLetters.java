package dev.fjord.interop.python;

import dev.fjord.interop.rabbit.RabbitNode;

/** Makes rejected messages visible: the broker moves them to a queue instead of dropping them. */
final class DeadLetters {
  private DeadLetters() {}

  /** Of all queues of a virtual host; a policy does not change what peers declare. */
  static void into(String queue, RabbitNode node, String virtualHost) {
    node.eval(
        """
        rabbit_policy:set(<<"%s">>, <<"dead">>, <<".*">>,
          [{<<"dead-letter-exchange">>, <<"">>}, {<<"dead-letter-routing-key">>, <<"%s">>}],
          0, <<"queues">>, <<"tests">>)
        """
            .formatted(virtualHost, queue));
  }
}
