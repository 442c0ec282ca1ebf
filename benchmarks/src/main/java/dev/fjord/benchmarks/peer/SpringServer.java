package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.raw.Broker;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.adapter.MessageListenerAdapter;

/** A Spring AMQP server with its defaults: one consumer, acknowledged by the container. */
final class SpringServer implements AutoCloseable {
  static final String QUEUE = "spring-bench-requests";

  private final CachingConnectionFactory connections;
  private final SimpleMessageListenerContainer container;

  SpringServer(Parameters parameters) {
    connections = new CachingConnectionFactory(Broker.factory(parameters));
    RabbitAdmin admin = new RabbitAdmin(connections);
    admin.declareQueue(new Queue(QUEUE, false, false, false));
    admin.purgeQueue(QUEUE);
    container = new SimpleMessageListenerContainer(connections);
    container.setQueueNames(QUEUE);
    container.setMessageListener(new MessageListenerAdapter(new Echo(), "echo"));
    container.afterPropertiesSet();
    container.start();
  }

  @Override
  public void close() {
    container.stop();
    connections.destroy();
  }

  /** Called by name. */
  static final class Echo {
    /** Answers with what it is sent. */
    public String echo(String text) {
      return text;
    }
  }
}
