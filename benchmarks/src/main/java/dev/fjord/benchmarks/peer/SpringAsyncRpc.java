package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.raw.Broker;
import java.time.Duration;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.AsyncRabbitTemplate;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** Spring AMQP's {@code AsyncRabbitTemplate}, over direct reply-to or with a reply queue. */
public final class SpringAsyncRpc implements Subject {
  private static final String REPLIES = "spring-bench-replies";

  private final SpringServer server;
  private final CachingConnectionFactory connections;
  private final AsyncRabbitTemplate template;

  /** Opens both ends. Parameters: {@code amqp}, {@code replies} (direct or queue). */
  public SpringAsyncRpc(Parameters parameters) {
    server = new SpringServer(parameters);
    connections = new CachingConnectionFactory(Broker.factory(parameters));
    connections.setChannelCacheSize(128);
    RabbitTemplate requests = new RabbitTemplate(connections);
    if (parameters.text("replies").equals("queue")) {
      new RabbitAdmin(connections).declareQueue(new Queue(REPLIES, false, false, true));
      SimpleMessageListenerContainer replies = new SimpleMessageListenerContainer(connections);
      replies.setQueueNames(REPLIES);
      template = new AsyncRabbitTemplate(requests, replies);
    } else {
      template = new AsyncRabbitTemplate(requests);
    }
    template.setReceiveTimeout(Duration.ofSeconds(60).toMillis());
    template.start();
  }

  @Override
  public void start(Payload payload, Completion completion) {
    var unused =
        template
            .<String>convertSendAndReceive("", SpringServer.QUEUE, payload.text())
            .whenComplete(
                (reply, failure) -> {
                  if (failure != null) {
                    completion.fail(failure);
                  } else {
                    completion.reply(payload, reply);
                  }
                });
  }

  @Override
  public void close() {
    template.stop();
    connections.destroy();
    server.close();
  }
}
