package dev.fjord.driver.amqp.proton.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.spi.Timers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
  private static final int WRITE_AHEAD = 256 * 1024;
  private static final Symbol PRODUCT = Symbol.valueOf("product");
  private static final Symbol OPEN_FAILED = Symbol.valueOf("amqp:connection-establishment-failed");

  private final Owner owner;
  private final Opening opening;
  private final WireLoop wire;
  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final Collector collector = Proton.collector();
  private final long begin;
  private List<CompletableFuture<@Nullable Void>> unwritten = new ArrayList<>();
  private @Nullable ChannelHandlerContext socket;
  private Timers.@Nullable Timeout ticking;
  private int sessions;
  private int handedOver;
  private boolean heldBack;
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
    this.begin = wire.timers().nanoTime();
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
    ChannelHandlerContext current = socket;
    if (isOver || current == null || !current.channel().isWritable()) {
      return false;
    }
    heldBack |= handedOver >= WRITE_AHEAD;
    return handedOver < WRITE_AHEAD;
  }

  /** A message of so many bytes was handed to the engine. */
  void handedOver(int bytes) {
    handedOver += bytes;
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
    if (isOver) {
      done.completeExceptionally(unwrittenAtLoss());
    } else {
      unwritten.add(done);
      writeSoon();
    }
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
    Timers.Timeout tick = ticking;
    if (tick != null) {
      tick.cancel();
    }
    ChannelHandlerContext current = socket;
    if (current != null) {
      writeLastWords(current);
      var unused = current.close();
    }
    DeliveryException lost = unwrittenAtLoss();
    unwritten.forEach(done -> done.completeExceptionally(lost));
    unwritten.clear();
    // What the broker said of this client's user is why, whatever came of it.
    owner.lost(this, refusedUser().orElse(why));
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    socket = context;
    opening.begin(connection, transport, new MessageIds());
    pump();
    tick();
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
    ChannelHandlerContext current = socket;
    if (isPumping || isOver || current == null) {
      return;
    }
    isPumping = true;
    try {
      do {
        dispatch();
        handedOver = 0;
        write(current);
        // Kept until somebody is told, perhaps by a later turn: what was handed over in the midst
        // of a write leaves no room for more.
        if (heldBack && isWritable()) {
          heldBack = false;
          owner.writable();
        }
      } while (handedOver > 0 && !isOver);
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

  private void writeLastWords(ChannelHandlerContext current) {
    try {
      write(current);
    } catch (RuntimeException e) {
      LOG.debug("The engine has failed before", e);
    }
  }

  private void write(ChannelHandlerContext current) {
    ChannelFuture last = null;
    int count = transport.pending();
    // Once more after each flush: that it made room is told in the midst of it, when nobody
    // listens.
    while (count > 0 && (isOver || current.channel().isWritable())) {
      while (count > 0 && (isOver || current.channel().isWritable())) {
        ByteBuf bytes = current.alloc().ioBuffer(count).writeBytes(transport.head());
        transport.pop(count);
        last = current.write(bytes);
        count = transport.pending();
      }
      current.flush();
    }
    if (count <= 0 && !unwritten.isEmpty()) {
      complete(last == null ? current.write(Unpooled.EMPTY_BUFFER) : last);
    }
  }

  /** All that was asked so far is out once the last bytes are. */
  private void complete(ChannelFuture last) {
    List<CompletableFuture<@Nullable Void>> written = unwritten;
    unwritten = new ArrayList<>();
    var unused =
        last.addListener(
            result -> {
              if (result.isSuccess()) {
                written.forEach(done -> done.complete(null));
              } else {
                DeliveryException lost = unwrittenAtLoss();
                written.forEach(done -> done.completeExceptionally(lost));
              }
            });
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
      tick();
    }
  }

  private void closedByBroker() {
    PeerError error =
        PeerError.of(connection.getRemoteCondition(), "the broker closed the connection");
    connection.close();
    end(Loss.of(error));
  }

  /** Sends a sign of life if one is due, and ends the connection if the broker shows none. */
  private void tick() {
    if (isOver) {
      return;
    }
    Timers.Timeout before = ticking;
    if (before != null) {
      before.cancel();
    }
    // Counted from the beginning: the engine takes 0 for no time at all.
    long now = 1 + Duration.ofNanos(wire.timers().nanoTime() - begin).toMillis();
    long next = transport.tick(now);
    pump();
    if (next > 0 && !isOver) {
      try {
        ticking =
            wire.timers()
                .schedule(
                    Duration.ofMillis(Math.max(1, next - now)),
                    () -> wire.run(this::tick, () -> {}));
      } catch (RejectedExecutionException e) {
        LOG.debug("The transport is closed", e);
      }
    }
  }

  private static DeliveryException unwrittenAtLoss() {
    return new DeliveryException(
        "The connection was lost while the message was written", Retry.MAY_DUPLICATE, null);
  }
}
