package dev.fjord.driver.fake;

/**
 * The name of a queue, as on RabbitMQ: exchange and topic, and the server for a queue of its own.
 *
 * @param exchange the exchange; empty text for the queue of a pool
 * @param topic the topic, with the priority for notifications; or the pool's name
 * @param server the server, empty text for the queue that all servers share
 */
record Address(String exchange, String topic, String server) {
  static Address shared(String exchange, String topic) {
    return new Address(exchange, topic, "");
  }

  static Address pool(String name) {
    return new Address("", name, "");
  }

  @Override
  public String toString() {
    return (exchange.isEmpty() ? "" : exchange + "/")
        + topic
        + (server.isEmpty() ? "" : "." + server);
  }
}
