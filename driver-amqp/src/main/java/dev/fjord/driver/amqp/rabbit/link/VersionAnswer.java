package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the first bytes that come: what does not speak AMQP 0-9-1 answers with the name and the
 * version of what it speaks, or with something else altogether. In the client's place, whose
 * handler takes each part of a handshake that begins with an A for such an answer, and never
 * releases it. Confined to the loop.
 */
final class VersionAnswer extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(VersionAnswer.class);
  private static final String CLIENTS = "ProtocolVersionMismatchHandler";
  private static final byte METHOD_FRAME = 1;
  private static final int HEADER = 8;
  private static final int SHOWN = 16;

  private boolean isSeen;

  private VersionAnswer() {}

  /** Takes the place of the client's handler. */
  static void on(io.netty.channel.Channel socket) {
    if (socket.pipeline().get(CLIENTS) == null) {
      LOG.error("The client has no {} to stand in for", CLIENTS);
    } else {
      // Under its name, by which the client removes it after the handshake.
      socket.pipeline().replace(CLIENTS, CLIENTS, new VersionAnswer());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message)
      throws MalformedFrameException {
    if (isSeen || !(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
      context.fireChannelRead(message);
      return;
    }
    isSeen = true;
    if (bytes.getByte(bytes.readerIndex()) == METHOD_FRAME) {
      context.fireChannelRead(message);
      return;
    }
    String answer = described(bytes);
    bytes.release();
    throw new MalformedFrameException(answer);
  }

  private static String described(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int length = bytes.readableBytes();
    if (length >= HEADER && bytes.toString(start, 4, StandardCharsets.US_ASCII).equals("AMQP")) {
      return "AMQP %d-%d-%d is spoken there, and not 0-9-1"
          .formatted(
              bytes.getUnsignedByte(start + 5),
              bytes.getUnsignedByte(start + 6),
              bytes.getUnsignedByte(start + 7));
    }
    return "AMQP 0-9-1 is not spoken there, its answer begins with the bytes "
        + ByteBufUtil.hexDump(bytes, start, Math.min(length, SHOWN));
  }
}
