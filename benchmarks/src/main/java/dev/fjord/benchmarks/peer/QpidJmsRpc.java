package dev.fjord.benchmarks.peer;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Request and reply with Qpid JMS as one writes it by hand: a temporary queue for the replies,
 * correlated in a map; bodies as Fjord's, made with Jackson; replies are settled when they are
 * sent, as Fjord's are.
 */
public final class QpidJmsRpc implements Subject {
  private static final String QUEUE = "qpid-jms-bench-requests";

  private final JsonMapper json = new JsonMapper();
  private final Connection serverSide;
  private final Connection clientSide;
  private final Session requests;
  private final MessageProducer toServer;
  private final TemporaryQueue replyQueue;
  private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /** Opens both ends. Parameters: {@code amqp}. */
  public QpidJmsRpc(Parameters parameters) throws JMSException {
    String url = "amqp://" + parameters.text("amqp") + "?amqp.traceFrames=false";
    serverSide =
        new JmsConnectionFactory(url + "&jms.presettlePolicy.presettleProducers=true")
            .createConnection();
    clientSide = new JmsConnectionFactory(url).createConnection();
    serve();
    requests = clientSide.createSession(false, Session.AUTO_ACKNOWLEDGE);
    toServer = producer(requests, requests.createQueue(QUEUE));
    Session replies = clientSide.createSession(false, Session.AUTO_ACKNOWLEDGE);
    replyQueue = replies.createTemporaryQueue();
    replies.createConsumer(replyQueue).setMessageListener(this::replied);
    serverSide.start();
    clientSide.start();
  }

  @Override
  public void start(Payload payload, Completion completion) throws JMSException {
    String id = Long.toHexString(ids.incrementAndGet());
    String body =
        json.writeValueAsString(
            Map.of(
                "request",
                Map.of("method", "echo", "args", Map.of("text", payload.text())),
                "context",
                Map.of()));
    pending.put(id, new Pending(payload, completion));
    // A session is for one thread at a time.
    synchronized (requests) {
      TextMessage message = requests.createTextMessage(body);
      message.setJMSCorrelationID(id);
      message.setJMSReplyTo(replyQueue);
      toServer.send(message);
    }
  }

  @Override
  public boolean call(Payload payload) throws Exception {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    start(
        payload,
        new Completion() {
          @Override
          public void end(Correctness correctness) {
            answer.complete(correctness == Correctness.RIGHT);
          }

          @Override
          public void fail(Throwable failure) {
            answer.completeExceptionally(failure);
          }
        });
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      clientSide.close();
      serverSide.close();
    } catch (JMSException e) {
      throw new IOException(e);
    }
  }

  private void serve() throws JMSException {
    Session session = serverSide.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Queue queue = session.createQueue(QUEUE);
    MessageProducer replies = producer(session, null);
    session
        .createConsumer(queue)
        .setMessageListener(
            request -> {
              try {
                answer(session, replies, request);
              } catch (JMSException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private void answer(Session session, MessageProducer replies, Message request)
      throws JMSException {
    JsonNode call = json.readTree(((TextMessage) request).getText()).path("request");
    String text = call.path("args").path("text").asString();
    TextMessage reply =
        session.createTextMessage(json.writeValueAsString(Map.of("response", text)));
    reply.setJMSCorrelationID(request.getJMSCorrelationID());
    replies.send(request.getJMSReplyTo(), reply);
  }

  private void replied(Message reply) {
    try {
      Pending call = pending.remove(reply.getJMSCorrelationID());
      if (call != null) {
        JsonNode body = json.readTree(((TextMessage) reply).getText());
        call.completion.reply(call.payload, body.path("response").asString());
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageProducer producer(Session session, @Nullable Queue to) throws JMSException {
    MessageProducer producer = session.createProducer(to);
    producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    producer.setDisableMessageTimestamp(true);
    return producer;
  }

  private record Pending(Payload payload, Completion completion) {}
}
