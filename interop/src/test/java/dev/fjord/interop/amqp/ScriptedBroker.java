package dev.fjord.interop.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A broker of AMQP 1.0 that does what a test tells it: it gives credit, or none; delivers any
 * bytes; takes links away; refuses passwords. It routes nothing: what a client sends is kept for
 * the test.
 *
 * <p>Thread-safe, once it was started.
 */
final class ScriptedBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServerSocket server;
  private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<DeliveryState> outcomes = new LinkedBlockingQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ScriptedObstacles obstacles = new ScriptedObstacles();
  private volatile Manners manners = Manners.ordinary();

  /**
   * How it behaves.
   *
   * @param credit what each sender is given, once; 0 for none until {@link #grant}
   * @param maxFrameSize the longest frame it takes
   * @param idleTimeout after how much silence it ends a connection; zero for never
   * @param letsIn whether passwords are right
   * @param takes whether it accepts what is sent; otherwise it never says what became of it
   */
  record Manners(
      int credit, int maxFrameSize, Duration idleTimeout, boolean letsIn, boolean takes) {
    static Manners ordinary() {
      return new Manners(1_000, 65_536, Duration.ZERO, true, true);
    }

    Manners credit(int links) {
      return new Manners(links, maxFrameSize, idleTimeout, letsIn, takes);
    }

    Manners maxFrameSize(int bytes) {
      return new Manners(credit, bytes, idleTimeout, letsIn, takes);
    }

    Manners refusingPasswords() {
      return new Manners(credit, maxFrameSize, idleTimeout, false, takes);
    }

    Manners silent() {
      return new Manners(credit, maxFrameSize, idleTimeout, letsIn, false);
    }
  }

  /**
   * What a client sent.
   *
   * @param address where to
   * @param message the message
   * @param settled whether the client wants to know no outcome
   */
  record Received(String address, Message message, boolean settled) {
    String text() {
      return String.valueOf(((AmqpValue) message.getBody()).getValue());
    }
  }

  private ScriptedBroker(ServerSocket server) {
    this.server = server;
  }

  static ScriptedBroker start() {
    return start(Manners.ordinary());
  }

  static ScriptedBroker start(Manners manners) {
    try {
      ScriptedBroker broker =
          new ScriptedBroker(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      broker.manners = manners;
      Thread.ofVirtual().name("scripted-broker").start(broker::accept);
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "amqp://127.0.0.1:" + server.getLocalPort() + "/";
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections were made so far. */
  int accepted() {
    return accepted.get();
  }

  /** Behaves otherwise on connections to come. */
  void behave(Manners other) {
    manners = other;
  }

  /** What it puts in the way of its clients. */
  ScriptedObstacles obstacles() {
    return obstacles;
  }

  /** The next message that a client sends. */
  Received next() {
    return taken(received, "message");
  }

  /** The next message that a client sends, if one comes soon. */
  Optional<Received> poll(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(received.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** What became of the next message that was delivered. */
  DeliveryState nextOutcome() {
    return taken(outcomes, "outcome");
  }

  /** Gives more credit to all senders of an address. */
  void grant(Predicate<String> address, int credit) {
    connections.forEach(each -> each.grant(address, credit));
  }

  /** Whether a client has a link at an address, in either direction. */
  boolean hasLink(Predicate<String> address) {
    return connections.stream().anyMatch(each -> each.hasLink(address));
  }

  /** Delivers bytes to the first receiver at an address, unsettled. */
  void deliver(Predicate<String> address, byte[] bytes) {
    deliver(address, bytes, 0);
  }

  /** The same with a format of the message. */
  void deliver(Predicate<String> address, byte[] bytes, int format) {
    for (ScriptedConnection connection : connections) {
      if (connection.deliver(address, bytes, format)) {
        return;
      }
    }
    throw new AssertionError("no client listens at this address");
  }

  /** Delivers without an end: the client sees transfers that say that more will come. */
  void deliverPart(Predicate<String> address, byte[] bytes) {
    connections.forEach(each -> each.deliverPart(address, bytes));
  }

  /** Ends what was delivered in parts. */
  void endPart(Predicate<String> address) {
    connections.forEach(each -> each.endPart(address));
  }

  /** Detaches every link at an address, with an error. */
  void detach(Predicate<String> address, String condition) {
    connections.forEach(each -> each.detach(address, condition));
  }

  /** Ends every session with an error. */
  void endSessions(String condition) {
    connections.forEach(each -> each.endSessions(condition));
  }

  /** Closes every connection in order, and says why. */
  void closeConnections(String condition, String why) {
    connections.forEach(each -> each.closeInOrder(ScriptedObstacles.error(condition, why)));
  }

  /** Writes bytes that are no frames. */
  void writeRaw(byte[] bytes) {
    connections.forEach(each -> each.writeRaw(bytes));
  }

  /** A message with a text as its value. */
  static Message message(String body) {
    Message message = Proton.message();
    message.setBody(new AmqpValue(body));
    return message;
  }

  /** A message as it is on the wire. */
  static byte[] encoded(Message message) {
    byte[] bytes = new byte[1 << 20];
    int length = message.encode(bytes, 0, bytes.length);
    return java.util.Arrays.copyOf(bytes, length);
  }

  Manners manners() {
    return manners;
  }

  static Map<Symbol, Object> properties() {
    return Map.of(Symbol.valueOf("product"), "scripted");
  }

  void took(Received message) {
    received.add(message);
  }

  void settled(DeliveryState outcome) {
    outcomes.add(outcome);
  }

  void ended(ScriptedConnection connection) {
    connections.remove(connection);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  /** Closes every socket. */
  void cut() {
    connections.forEach(ScriptedConnection::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        ScriptedConnection connection = new ScriptedConnection(this, socket);
        connections.add(connection);
        Thread.ofVirtual().name("scripted-connection").start(connection::run);
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private static <T> T taken(BlockingQueue<T> queue, String what) {
    try {
      @Nullable T next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("no " + what + " came");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
