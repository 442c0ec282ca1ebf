package dev.fjord.benchmarks.raw;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.fjord.benchmarks.load.Parameters;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the broker of a run, with the client's defaults: plain blocking sockets, unless
 * the parameter {@code transport} is {@code netty}.
 */
public final class Broker {
  private Broker() {}

  /** Opens a connection to what the parameter {@code amqp} names: {@code host:port}. */
  public static Connection connect(Parameters parameters, String name) throws Exception {
    return factory(parameters).newConnection(name);
  }

  /** A factory for it. */
  public static ConnectionFactory factory(Parameters parameters) {
    String[] address = parameters.text("amqp").split(":", 2);
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(address[0]);
    factory.setPort(Integer.parseInt(address[1]));
    factory.setAutomaticRecoveryEnabled(false);
    factory.setChannelRpcTimeout((int) TimeUnit.SECONDS.toMillis(20));
    if (parameters.text("transport", "sockets").equals("netty")) {
      factory.netty();
    }
    return factory;
  }
}
