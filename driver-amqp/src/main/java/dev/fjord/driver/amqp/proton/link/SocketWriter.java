package dev.fjord.driver.amqp.proton.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the protocol's engine has to say, as far as the socket takes it, and tells who waits
 * for that. Confined to the loop.
 */
final class SocketWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);
  private static final int WRITE_AHEAD = 256 * 1024;

  private final Transport transport;
  private List<CompletableFuture<@Nullable Void>> unwritten = new ArrayList<>();
  private @Nullable ChannelHandlerContext socket;
  private int handedOver;
  private boolean heldBack;
  private boolean isOver;

  SocketWriter(Transport transport) {
    this.transport = transport;
  }

  /** The socket is there. */
  void begin(ChannelHandlerContext context) {
    socket = context;
  }

  /** Whether there is a socket to write to. */
  boolean isOpen() {
    return socket != null && !isOver;
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

  /** From here on it counts what is handed over. */
  void beginTurn() {
    handedOver = 0;
  }

  /** Whether something was handed over in this turn, so that there is more to write. */
  boolean wasHandedMore() {
    return handedOver > 0;
  }

  /** Whether somebody was held back, now or in an earlier turn, who can go on. Told once. */
  boolean hasRoomForMore() {
    if (heldBack && isWritable()) {
      heldBack = false;
      return true;
    }
    return false;
  }

  /** Completes a stage with what is written next, which is all that was asked so far. */
  void whenWritten(CompletableFuture<@Nullable Void> done) {
    if (isOver) {
      done.completeExceptionally(lost());
    } else {
      unwritten.add(done);
    }
  }

  /** Writes what there is. */
  void write() {
    ChannelHandlerContext current = socket;
    if (current == null) {
      return;
    }
    ByteBuffer head = transport.head();
    if (!head.hasRemaining() && !unwritten.isEmpty()) {
      // It was written before; the socket may still hold it.
      complete(current.writeAndFlush(Unpooled.EMPTY_BUFFER));
    }
    // Once more after each flush: that it made room is told in the midst of it, when nobody
    // listens.
    while (head.hasRemaining() && mayWrite(current)) {
      writeAhead(current, head);
      current.flush();
      head = transport.head();
    }
  }

  /** Ends it, with what the engine still has to say, and closes the socket. */
  void end() {
    isOver = true;
    ChannelHandlerContext current = socket;
    if (current != null) {
      try {
        write();
      } catch (RuntimeException e) {
        LOG.debug("The engine has failed before", e);
      }
      var unused = current.close();
    }
    DeliveryException reason = lost();
    unwritten.forEach(done -> done.completeExceptionally(reason));
    unwritten.clear();
  }

  /** As far as the socket takes it without a flush. */
  private void writeAhead(ChannelHandlerContext current, ByteBuffer first) {
    ByteBuffer head = first;
    ChannelFuture last = null;
    while (head.hasRemaining() && mayWrite(current)) {
      // All that the head has: each time it is asked for, the engine may add to it.
      int count = head.remaining();
      last = current.write(current.alloc().ioBuffer(count).writeBytes(head));
      transport.pop(count);
      head = transport.head();
    }
    // Before the flush: what is asked in the midst of it is not among these bytes.
    if (last != null && !head.hasRemaining() && !unwritten.isEmpty()) {
      complete(last);
    }
  }

  private boolean mayWrite(ChannelHandlerContext current) {
    return isOver || current.channel().isWritable();
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
                DeliveryException reason = lost();
                written.forEach(done -> done.completeExceptionally(reason));
              }
            });
  }

  private static DeliveryException lost() {
    return new DeliveryException(
        "The connection was lost while the message was written", Retry.MAY_DUPLICATE, null);
  }
}
