package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.raw.Broker;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** Spring AMQP's publishing with correlated confirms, into a queue that a container drains. */
public final class SpringPublish implements Subject {
  private static final String QUEUE = "spring-bench-notes";

  private final CachingConnectionFactory connections;
  private final CachingConnectionFactory consuming;
  private final SimpleMessageListenerContainer container;
  private final RabbitTemplate template;
  private final ExecutorService publishing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("caller-publishing").daemon().factory());

  /** Opens both ends. Parameters: {@code amqp}. */
  public SpringPublish(Parameters parameters) {
    consuming = new CachingConnectionFactory(Broker.factory(parameters));
    RabbitAdmin admin = new RabbitAdmin(consuming);
    admin.declareQueue(new Queue(QUEUE, false, false, false));
    admin.purgeQueue(QUEUE);
    container = new SimpleMessageListenerContainer(consuming);
    container.setQueueNames(QUEUE);
    container.setMessageListener(message -> {});
    container.afterPropertiesSet();
    container.start();
    connections = new CachingConnectionFactory(Broker.factory(parameters));
    connections.setPublisherConfirmType(ConfirmType.CORRELATED);
    connections.setChannelCacheSize(128);
    template = new RabbitTemplate(connections);
  }

  @Override
  public void start(Payload payload, Completion completion) {
    CorrelationData confirm = new CorrelationData();
    var unused =
        confirm
            .getFuture()
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    completion.fail(failure);
                  } else {
                    completion.end(
                        answer.ack() ? Completion.Correctness.RIGHT : Completion.Correctness.WRONG);
                  }
                });
    // Not on the thread that brings the confirms: a publish may need a new channel, and waits for
    // it.
    publishing.execute(() -> template.convertAndSend("", QUEUE, payload.text(), confirm));
  }

  @Override
  public void close() {
    publishing.shutdownNow();
    connections.destroy();
    container.stop();
    consuming.destroy();
  }
}
