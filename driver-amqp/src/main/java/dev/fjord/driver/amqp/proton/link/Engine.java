package dev.fjord.driver.amqp.proton.link;

import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.net.WireLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket with the protocol's engine: bytes in, events out, bytes out. It lives from one attempt
 * to connect until that connection is lost. Confined to the loop.
 */
final class Engine extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Symbol PRODUCT = Symbol.valueOf("product");
  private static final Symbol OPEN_FAILED = Symbol.valueOf("amqp:connection-establishment-failed");

  private final Owner owner;
  private final Opening opening;
  private final WireLoop wire;
  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final Collector collector = Proton.collector();
  private final SocketWriter writer = new SocketWriter(transport);
  private final Heartbeat heartbeat;
  private int sessions;
  private boolean isPumping;
  private boolean pumpIsDue;
  private boolean isOver;

  /** Who is told how the connection stands. */
  interface Owner {
    /** Both sides have opened it. */
    void opened(Engine engine);

    /** It is over, whoever ended it. Told once. */
    void lost(Engine engine, Loss why);

    /** More can be written. */
    void writable();
  }

  Engine(Owner owner, Opening opening, WireLoop wire) {
    this.owner = owner;
    this.opening = opening;
    this.wire = wire;
    this.heartbeat = new Heartbeat(transport, wire, this::pump);
    connection.collect(collector);
  }

  /** What the broker says that it is. */
  Optional<String> product() {
    Map<Symbol, Object> properties = connection.getRemoteProperties();
    Object product = properties == null ? null : properties.get(PRODUCT);
    return product == null ? Optional.empty() : Optional.of(product.toString());
  }

  /** How many sessions the broker allows. */
  int mostSessions() {
    return Math.min(transport.getChannelMax(), transport.getRemoteChannelMax()) + 1;
  }

  /** Whether the broker allows one more session; the protocol's engine does not look. */
  boolean hasSessionLeft() {
    return sessions < mostSessions();
  }

  /** A new session; its events go to an attachment. */
  Session session(Attachment attachment) {
    sessions++;
    Session session = connection.session();
    session.setContext(attachment);
    session.open();
    return session;
  }

  /** A session has ended. */
  void sessionEnded() {
    sessions--;
  }

  /** Whether messages may be handed to the engine: the socket takes what is there. */
  boolean isWritable() {
    return writer.isWritable();
  }

  /** A message of so many bytes was handed to the engine. */
  void handedOver(int bytes) {
    writer.handedOver(bytes);
  }

  boolean isOver() {
    return isOver;
  }

  /** Has what was asked of the engine written, together with what else is asked of it soon. */
  void writeSoon() {
    if (!isPumping && !pumpIsDue && !isOver) {
      pumpIsDue = true;
      wire.run(
          () -> {
            pumpIsDue = false;
            pump();
          },
          () -> {});
    }
  }

  /** Completes a stage when all that was asked of the engine so far has been written. */
  void whenWritten(CompletableFuture<@Nullable Void> done) {
    writer.whenWritten(done);
    writeSoon();
  }

  /** Begins to close; the owner is told when it is over. */
  void close() {
    connection.close();
    writeSoon();
  }

  /** Ends the connection here and now. */
  void end(Loss why) {
    if (isOver) {
      return;
    }
    isOver = true;
    heartbeat.end();
    writer.end();
    // What the broker said of this client's user is why, whatever came of it.
    owner.lost(this, refusedUser().orElse(why));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    writer.begin(context);
    opening.begin(connection, transport, new MessageIds());
    pump();
    heartbeat.beat();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    ByteBuf bytes = (ByteBuf) read;
    try {
      while (bytes.isReadable() && !isOver) {
        int room = transport.capacity();
        if (room <= 0) {
          return;
        }
        ByteBuffer tail = transport.tail();
        int count = Math.min(tail.remaining(), bytes.readableBytes());
        tail.limit(tail.position() + count);
        bytes.readBytes(tail);
        transport.process();
        isPumping = true;
        dispatch();
        isPumping = false;
        refusedUser().ifPresent(this::end);
      }
    } catch (RuntimeException | StackOverflowError e) {
      // The engine cannot read these bytes, or has lost its place in them: nothing after them can
      // be read either.
      LOG.debug("The engine failed", e);
      end(Loss.passing("the broker's frames cannot be read: " + Loss.of(e).text()));
    } finally {
      isPumping = false;
      bytes.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    pump();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (isWritable()) {
      owner.writable();
      pump();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(Loss.passing("the broker ended the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(Loss.of(cause));
  }

  private void pump() {
    if (isPumping || !writer.isOpen()) {
      return;
    }
    isPumping = true;
    try {
      do {
        dispatch();
        writer.beginTurn();
        writer.write();
        if (writer.hasRoomForMore()) {
          owner.writable();
        }
      } while (writer.wasHandedMore() && !isOver);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("The AMQP 1.0 engine failed", e);
      end(Loss.passing("the engine failed: " + Loss.of(e).text()));
    } finally {
      isPumping = false;
    }
  }

  private Optional<Loss> refusedUser() {
    return opening.sasl().flatMap(SaslHandshake::failure);
  }

  private void dispatch() {
    for (Event event = collector.peek(); event != null; event = collector.peek()) {
      if (!isOver) {
        handle(event);
      }
      collector.pop();
    }
  }

  private void handle(Event event) {
    switch (event.getType()) {
      case CONNECTION_REMOTE_OPEN -> opened();
      case CONNECTION_REMOTE_CLOSE -> closedByBroker();
      case TRANSPORT_ERROR ->
          end(Loss.ofEngine(PeerError.of(transport.getCondition(), "the connection broke off")));
      case SESSION_REMOTE_CLOSE -> {
        if (event.getSession().getContext() instanceof Attachment attachment) {
          attachment.remoteEnded(event.getSession().getRemoteCondition());
        }
      }
      case LINK_REMOTE_OPEN, LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH, LINK_FLOW, DELIVERY -> {
        if (event.getLink().getSession().getContext() instanceof Attachment attachment) {
          attachment.handle(event);
        }
      }
      default -> {}
    }
  }

  private void opened() {
    Map<Symbol, Object> properties = connection.getRemoteProperties();
    // A broker that opens only to say why it closes says so.
    if (properties == null || !properties.containsKey(OPEN_FAILED)) {
      owner.opened(this);
      heartbeat.beat();
    }
  }

  private void closedByBroker() {
    PeerError error =
        PeerError.of(connection.getRemoteCondition(), "the broker closed the connection");
    connection.close();
    end(Loss.of(error));
  }
}
