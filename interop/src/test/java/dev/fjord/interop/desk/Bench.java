package dev.fjord.interop.desk;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.driver.fake.FakeBroker;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.notify.NotificationListener;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.spi.DriverProvider;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transports, servers and listeners of one test on one wire, with a topic of the test's own. Closes
 * what it opened, the newest first. Confined to the test's thread.
 */
public final class Bench implements AutoCloseable {
  /** How long what must happen may take. */
  public static final Duration SOON = Duration.ofSeconds(20);

  private final String url;
  private final FakeBroker fake = FakeBroker.onRealTime();
  private final boolean real;
  private final String topic = "topic-" + UUID.randomUUID().toString().substring(0, 8);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private @Nullable Transport transport;

  /** A bench on a wire; the node is used if the wire is RabbitMQ. */
  public Bench(Wire wire, SharedRabbit rabbit) {
    this.real = wire == Wire.RABBITMQ;
    this.url = wire.url(real ? rabbit.url() : "");
  }

  /** The topic of this test. */
  public Target topic() {
    return Target.topic(topic);
  }

  /** The broker of the fake wires, with its knobs. */
  public FakeBroker fake() {
    return fake;
  }

  /** The transport that a test uses unless it needs two. */
  public Transport transport() {
    if (transport == null) {
      transport = openAnother(FjordConfig.defaults());
    }
    return transport;
  }

  /** One more transport to the same broker. */
  public Transport openAnother(FjordConfig config) {
    Transport.Builder builder = Transport.builder().config(config).url(url);
    return keep((real ? builder : builder.provider((DriverProvider) fake)).open());
  }

  /** Starts a server of this test's topic. */
  public RpcServer serve(Execution execution, String name, Ledger ledger) {
    return keep(
        RpcServer.builder(transport(), topic().server(name))
            .endpoint(execution.desk(ledger))
            .executor(execution.executor())
            .start());
  }

  /** Starts a listener of this test's topic that may requeue. */
  public NotificationListener listen(Execution execution, Letters letters) {
    return keep(
        NotificationListener.builder(transport(), topic())
            .endpoint(execution.mailbox(letters))
            .executor(execution.executor())
            .allowRequeue()
            .start());
  }

  /** A client of this test's topic with as much time as there is. */
  public RpcClient client() {
    return RpcClient.of(transport(), topic()).timeout(SOON);
  }

  /** Closes something at the end. */
  public <T extends AutoCloseable> T keep(T closeable) {
    open.push(closeable);
    return closeable;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
