package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.raw.Broker;
import java.time.Duration;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Spring AMQP's {@code RabbitTemplate.convertSendAndReceive}, over direct reply-to. */
public final class SpringRpc implements Subject {
  private final SpringServer server;
  private final CachingConnectionFactory connections;
  private final RabbitTemplate template;

  /** Opens both ends. Parameters: {@code amqp}. */
  public SpringRpc(Parameters parameters) {
    server = new SpringServer(parameters);
    connections = new CachingConnectionFactory(Broker.factory(parameters));
    // The default of 25 would open and close a channel for most calls of 64 callers.
    connections.setChannelCacheSize(parameters.number("channels", 128));
    template = new RabbitTemplate(connections);
    template.setReplyTimeout(Duration.ofSeconds(60).toMillis());
    template.afterPropertiesSet();
  }

  @Override
  public void start(Payload payload, Completion completion) {
    throw new UnsupportedOperationException("RabbitTemplate waits for its replies");
  }

  @Override
  public boolean call(Payload payload) {
    Object reply = template.convertSendAndReceive("", SpringServer.QUEUE, payload.text());
    return reply != null && payload.matches(reply);
  }

  @Override
  public void close() {
    template.destroy();
    connections.destroy();
    server.close();
  }
}
