package dev.fjord.benchmarks.peer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.RpcClient;
import com.rabbitmq.client.RpcClientParams;
import com.rabbitmq.client.RpcServer;
import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Parameters;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.benchmarks.load.Subject;
import dev.fjord.benchmarks.raw.Broker;
import java.io.IOException;

/** The RabbitMQ client's own {@code RpcClient} and {@code RpcServer}. */
public final class RabbitRpcClient implements Subject {
  private static final String QUEUE = "rpc-client-bench-requests";

  private final Connection serverSide;
  private final Connection clientSide;
  private final RpcClient client;

  /** Opens both ends. Parameters: {@code amqp}. */
  public RabbitRpcClient(Parameters parameters) throws Exception {
    serverSide = Broker.connect(parameters, "rpc-server");
    clientSide = Broker.connect(parameters, "rpc-client");
    Channel serving = serverSide.createChannel();
    serving.queueDeclare(QUEUE, false, false, false, null);
    serving.queuePurge(QUEUE);
    Echo echo = new Echo(serving);
    Thread.ofPlatform().name("server-rpc").daemon().start(echo);
    client =
        new RpcClient(
            new RpcClientParams()
                .channel(clientSide.createChannel())
                .exchange("")
                .routingKey(QUEUE)
                .timeout(60_000));
  }

  @Override
  public void start(Payload payload, Completion completion) {
    throw new UnsupportedOperationException("RpcClient waits for its replies");
  }

  @Override
  public boolean call(Payload payload) throws Exception {
    return payload.matches(client.primitiveCall(payload.bytes()));
  }

  @Override
  public void close() throws IOException {
    clientSide.close();
    serverSide.close();
  }

  private static final class Echo extends RpcServer implements Runnable {
    Echo(Channel channel) throws IOException {
      super(channel, QUEUE);
    }

    @Override
    public byte[] handleCall(byte[] request, com.rabbitmq.client.AMQP.BasicProperties reply) {
      return request;
    }

    @Override
    public void run() {
      try {
        var unused = mainloop();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
