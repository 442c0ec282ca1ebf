package dev.fjord.driver.amqp.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Looks at the first bytes that come from a peer. A broker that does not speak what it was greeted
 * with answers with the name and the version of what it does speak, and others answer with
 * anything: both end the connection with a {@link ProtocolException} that tells what came. Confined
 * to the loop.
 */
public final class FirstAnswer extends ChannelInboundHandlerAdapter {
  private static final String NAME = "AMQP";
  private static final int HEADER = 8;
  private static final int VERSION = 5;
  private static final int SHOWN = 16;

  private final Protocol expected;
  private boolean isSeen;

  /** What a peer must speak. */
  public enum Protocol {
    /** The answer is a method in a frame. */
    AMQP_0_9_1("AMQP 0-9-1"),
    /** The answer is the same header. */
    AMQP_1_0("AMQP 1.0");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    private boolean isSpokenIn(ByteBuf bytes) {
      return this == AMQP_0_9_1
          ? bytes.getByte(bytes.readerIndex()) == 1
          : isHeader(bytes) && (bytes.readableBytes() < HEADER || version(bytes).equals("1-0-0"));
    }
  }

  /** Expects a protocol, on one connection. */
  public FirstAnswer(Protocol expected) {
    this.expected = expected;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws ProtocolException {
    if (isSeen || !(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
      context.fireChannelRead(message);
      return;
    }
    isSeen = true;
    if (expected.isSpokenIn(bytes)) {
      context.fireChannelRead(message);
      return;
    }
    String answer = described(bytes);
    bytes.release();
    throw new ProtocolException(answer);
  }

  private String described(ByteBuf bytes) {
    int length = bytes.readableBytes();
    return length >= HEADER && isHeader(bytes)
        ? "AMQP " + version(bytes) + " is spoken there, and not " + expected.text
        : expected.text
            + " is not spoken there, the answer begins with the bytes "
            + ByteBufUtil.hexDump(bytes, bytes.readerIndex(), Math.min(length, SHOWN));
  }

  private static boolean isHeader(ByteBuf bytes) {
    int length = Math.min(NAME.length(), bytes.readableBytes());
    return bytes
        .toString(bytes.readerIndex(), length, StandardCharsets.US_ASCII)
        .equals(NAME.substring(0, length));
  }

  private static String version(ByteBuf bytes) {
    int start = bytes.readerIndex() + VERSION;
    return bytes.getUnsignedByte(start)
        + "-"
        + bytes.getUnsignedByte(start + 1)
        + "-"
        + bytes.getUnsignedByte(start + 2);
  }
}
