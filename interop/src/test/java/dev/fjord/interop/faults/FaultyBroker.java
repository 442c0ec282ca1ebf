package dev.fjord.interop.faults;

import dev.fjord.interop.artemis.ArtemisBroker;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.RabbitNode;

/** A broker that a {@link BrokerHistory} runs on and a {@link FaultSchedule} disturbs. */
interface FaultyBroker {
  /** A proxy before it, that the caller closes. */
  FaultProxy proxy();

  /** The transport URL through a proxy, with the shortest time of silence. */
  String url(int proxyPort);

  /** Has it stand still until {@link #thaw}. */
  void freeze();

  /** Lets it go on. */
  void thaw();

  /** Kills it in the middle of what it does and starts it again. */
  void crash();

  /** A node of RabbitMQ, with every fault. */
  static FaultyBroker of(RabbitNode node) {
    return new FaultyBroker() {
      @Override
      public FaultProxy proxy() {
        return FaultProxy.before(node.port());
      }

      @Override
      public String url(int proxyPort) {
        return "rabbit://guest:guest@127.0.0.1:"
            + proxyPort
            + "/?amqp_durable_queues=true&heartbeat_timeout_threshold=1";
      }

      @Override
      public void freeze() {
        node.freeze();
      }

      @Override
      public void thaw() {
        node.thaw();
      }

      @Override
      public void crash() {
        node.flush();
        node.kill9();
        node.restart();
      }
    };
  }

  /** A broker of AMQP 1.0 in this JVM, which only its network can harm. */
  static FaultyBroker of(ArtemisBroker broker) {
    return new FaultyBroker() {
      @Override
      public FaultProxy proxy() {
        return FaultProxy.beforeAny(broker.port());
      }

      @Override
      public String url(int proxyPort) {
        return "amqp://127.0.0.1:" + proxyPort + "/?idle_timeout=1";
      }

      @Override
      public void freeze() {
        throw new UnsupportedOperationException("this JVM would stand still with it");
      }

      @Override
      public void thaw() {
        throw new UnsupportedOperationException("this JVM would have stood still with it");
      }

      @Override
      public void crash() {
        throw new UnsupportedOperationException("it keeps everything in memory");
      }
    };
  }
}
