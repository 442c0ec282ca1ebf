package dev.fjord.interop.amqp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** One client's connection to a {@link ScriptedBroker}. Its own lock guards the engine. */
final class ScriptedConnection {
  private static final int CHUNK = 65_536;
  private static final Symbol OPEN_FAILED = Symbol.valueOf("amqp:connection-establishment-failed");

  private final ScriptedBroker broker;
  private final ScriptedBroker.Manners manners;
  private final Socket socket;
  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final Collector collector = Proton.collector();
  private final List<Link> links = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final Sasl sasl;

  ScriptedConnection(ScriptedBroker broker, Socket socket) {
    this.broker = broker;
    this.manners = broker.manners();
    this.socket = socket;
    // Before SASL, which settles the size of frames.
    transport.setMaxFrameSize(manners.maxFrameSize());
    transport.setChannelMax(broker.obstacles().mostSessions() - 1);
    transport.setIdleTimeout((int) manners.idleTimeout().toMillis());
    sasl = transport.sasl();
    sasl.server();
    sasl.setMechanisms("PLAIN", "ANONYMOUS");
    sasl.allowSkip(manners.letsIn());
    connection.collect(collector);
    transport.bind(connection);
  }

  void run() {
    byte[] buffer = new byte[CHUNK];
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        took(buffer, read);
      }
    } catch (IOException e) {
      // The client, or the test, has closed it.
    } finally {
      broker.ended(this);
    }
  }

  synchronized void grant(Predicate<String> address, int credit) {
    for (Link link : links) {
      if (link instanceof Receiver receiver && address.test(address(link))) {
        receiver.flow(credit);
      }
    }
    flush();
  }

  synchronized boolean hasLink(Predicate<String> address) {
    return links.stream().anyMatch(link -> address.test(address(link)));
  }

  synchronized boolean deliver(Predicate<String> address, byte[] bytes, int format) {
    for (Link link : links) {
      if (link instanceof Sender sender && address.test(address(link))) {
        Delivery delivery = sender.delivery(tag());
        delivery.setMessageFormat(format);
        if (bytes.length > 0) { // the engine takes no empty piece
          sender.send(bytes, 0, bytes.length);
        }
        sender.advance();
        flush();
        return true;
      }
    }
    return false;
  }

  synchronized void deliverPart(Predicate<String> address, byte[] bytes) {
    for (Link link : links) {
      if (link instanceof Sender sender && address.test(address(link))) {
        if (sender.current() == null) {
          sender.delivery(tag());
        }
        sender.send(bytes, 0, bytes.length);
      }
    }
    flush();
  }

  synchronized void endPart(Predicate<String> address) {
    for (Link link : links) {
      if (link instanceof Sender sender
          && address.test(address(link))
          && sender.current() != null) {
        sender.advance();
      }
    }
    flush();
  }

  synchronized void detach(Predicate<String> address, String condition) {
    for (Link link : List.copyOf(links)) {
      if (address.test(address(link))) {
        link.setCondition(new ErrorCondition(Symbol.valueOf(condition), "taken away"));
        link.close();
        links.remove(link);
      }
    }
    flush();
  }

  synchronized void endSessions(String condition) {
    for (Session session : List.copyOf(sessions)) {
      session.setCondition(new ErrorCondition(Symbol.valueOf(condition), "ended"));
      session.close();
    }
    sessions.clear();
    links.clear();
    flush();
  }

  synchronized void closeInOrder(ErrorCondition why) {
    connection.setCondition(why);
    connection.close();
    flush();
  }

  synchronized void writeRaw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // The client is gone, which the test sees.
    }
  }

  void close() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private synchronized void took(byte[] bytes, int length) throws IOException {
    int taken = 0;
    while (taken < length) {
      int capacity = transport.capacity();
      if (capacity <= 0) {
        throw new IOException("the engine takes no more");
      }
      int part = Math.min(capacity, length - taken);
      transport.tail().put(bytes, taken, part);
      transport.process();
      taken += part;
      authenticate();
      handleEvents();
    }
    flush();
  }

  private void authenticate() {
    if (sasl.getState() == Sasl.SaslState.PN_SASL_STEP && sasl.getRemoteMechanisms().length > 0) {
      sasl.done(manners.letsIn() ? Sasl.SaslOutcome.PN_SASL_OK : Sasl.SaslOutcome.PN_SASL_AUTH);
    }
  }

  private void handleEvents() {
    for (Event event = collector.peek(); event != null; event = collector.peek()) {
      handle(event);
      collector.pop();
    }
  }

  private void handle(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> {
        connection.setContainer("scripted");
        open();
      }
      case SESSION_REMOTE_OPEN -> begin(event.getSession());
      case LINK_REMOTE_OPEN -> attach(event.getLink());
      case DELIVERY -> delivery(event.getDelivery());
      case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> {
        links.remove(event.getLink());
        event.getLink().close();
      }
      case SESSION_REMOTE_CLOSE -> {
        sessions.remove(event.getSession());
        event.getSession().close();
      }
      case CONNECTION_REMOTE_CLOSE -> connection.close();
      default -> {}
    }
  }

  private void open() {
    Optional<ErrorCondition> refusal = broker.obstacles().refusalOfAll();
    if (refusal.isEmpty()) {
      connection.setProperties(ScriptedBroker.properties());
      connection.open();
      return;
    }
    connection.setProperties(Map.of(OPEN_FAILED, true));
    connection.setCondition(refusal.get());
    connection.open();
    connection.close();
  }

  private void begin(Session session) {
    if (sessions.size() >= broker.obstacles().mostSessions()) {
      closeInOrder(ScriptedObstacles.error("amqp:connection:framing-error", "too many sessions"));
      return;
    }
    sessions.add(session);
    session.open();
  }

  private void attach(Link link) {
    Optional<ErrorCondition> refusal = broker.obstacles().refusal(address(link));
    if (refusal.isPresent()) {
      // Attached without its other end first, as the standard has it.
      link.open();
      link.setCondition(refusal.get());
      link.close();
      return;
    }
    if (link.getRemoteSource() instanceof Source source) {
      if (source.getDynamic()) {
        source.setAddress("temp/" + UUID.randomUUID());
        source.setDynamic(false);
      }
      link.setSource(source);
    }
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    link.open();
    links.add(link);
    if (link instanceof Receiver receiver && manners.credit() > 0) {
      receiver.flow(manners.credit());
    }
  }

  private void delivery(Delivery delivery) {
    if (delivery.getLink() instanceof Receiver receiver) {
      if (delivery.isReadable() && !delivery.isPartial()) {
        byte[] bytes = new byte[delivery.pending()];
        receiver.recv(bytes, 0, bytes.length);
        receiver.advance();
        Message message = Proton.message();
        message.decode(bytes, 0, bytes.length);
        String to = message.getAddress() == null ? address(receiver) : message.getAddress();
        broker.took(new ScriptedBroker.Received(to, message, delivery.remotelySettled()));
        if (manners.takes()) {
          delivery.disposition(broker.obstacles().nextOutcome());
          delivery.settle();
        }
      }
    } else if (delivery.getRemoteState() != null) {
      broker.settled(delivery.getRemoteState());
      delivery.settle();
    }
  }

  /**
   * Where a link leads to, from the client's side; empty for a link that carries addresses itself.
   */
  private static String address(Link link) {
    String address =
        link instanceof Sender
            ? link.getRemoteSource() instanceof Source source ? source.getAddress() : null
            : link.getRemoteTarget() instanceof Target target ? target.getAddress() : null;
    return address == null ? "" : address;
  }

  private void flush() {
    try {
      OutputStream out = socket.getOutputStream();
      for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
        ByteBuffer head = transport.head();
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        transport.pop(bytes.length);
        out.write(bytes);
      }
      if (transport.pending() < 0) {
        socket.close();
      }
    } catch (IOException e) {
      // The client is gone, which the test sees.
    }
  }

  private static byte[] tag() {
    return UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
  }
}
