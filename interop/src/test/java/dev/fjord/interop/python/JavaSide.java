package dev.fjord.interop.python;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.interop.desk.Bench;
import dev.fjord.interop.desk.Execution;
import dev.fjord.interop.desk.Ledger;
import dev.fjord.interop.desk.Letters;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Java's ends of one transport: what they got, and what they send. Closes what it opened. */
final class JavaSide implements AutoCloseable {
  private final Transport transport;
  private final Ledger ledger = new Ledger();
  private final Letters letters = new Letters();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** On a URL, with keys of the configuration. */
  JavaSide(String url, Map<String, String> configuration) {
    transport =
        Transport.builder()
            .config(FjordConfig.builder().from(configuration).build())
            .url(url)
            .open();
    open.push(transport);
  }

  /** The transport. */
  Transport transport() {
    return transport;
  }

  /** What the servers wrote down. */
  Ledger ledger() {
    return ledger;
  }

  /** What the listeners got. */
  Letters letters() {
    return letters;
  }

  void serve(String topic, String server) {
    open.push(
        RpcServer.builder(transport, Target.topic(topic).server(server))
            .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.desk(ledger))
            .executor("hybrid")
            .start());
  }

  void listen(String topic) {
    open.push(listener(topic).start());
  }

  void listen(String topic, String pool) {
    open.push(listener(topic).pool(pool).start());
  }

  RpcClient client(Target target) {
    return RpcClient.of(transport, target).timeout(Bench.SOON);
  }

  void publish(String topic, Priority priority, Object payload) {
    Notifier.of(transport, "java.host1")
        .topics(Target.topic(topic))
        .emit(priority, MessageContext.empty(), "tick", payload)
        .toCompletableFuture()
        .join();
  }

  @Override
  public void close() throws Exception {
    ledger.open();
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private NotificationListener.Builder listener(String topic) {
    return NotificationListener.builder(transport, Target.topic(topic))
        .endpoint(Execution.BLOCKING_METHODS_ON_HYBRID.mailbox(letters))
        .executor("hybrid");
  }
}
