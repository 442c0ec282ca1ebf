package dev.fjord.driver.amqp.rabbit.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers channel.flow in the client's place. The client would let whoever publishes on a paused
 * channel wait for the end of the pause; here that is the loop, which is also what reads that end.
 * Confined to the loop.
 */
final class FlowGate extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FlowGate.class);
  private static final String BEFORE = "AmqpHandler";
  private static final int METHOD_FRAME = 1;
  private static final int HEADER = 7;
  private static final int FLOW = 20 << 16 | 20;
  private static final int FLOW_OK = 20 << 16 | 21;
  private static final int FLOW_SIZE = 5;
  private static final int FRAME_END = 0xCE;

  private final Set<Integer> paused = new HashSet<>();
  private final Runnable resumed;

  private FlowGate(Runnable resumed) {
    this.resumed = resumed;
  }

  /** Stands between the frames of a socket and the client; {@code resumed} runs on the loop. */
  static FlowGate on(io.netty.channel.Channel socket, Runnable resumed) {
    FlowGate gate = new FlowGate(resumed);
    if (socket.pipeline().get(BEFORE) == null) {
      LOG.error("The client has no {} to stand before: channel.flow is not answered", BEFORE);
    } else {
      socket.pipeline().addBefore(BEFORE, "flow-gate", gate);
    }
    return gate;
  }

  /** Whether the broker wants no content on a channel for now. */
  boolean isPaused(int channel) {
    return !paused.isEmpty() && paused.contains(channel);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf frame) || !isFlow(frame)) {
      context.fireChannelRead(message);
      return;
    }
    int channel = frame.getUnsignedShort(frame.readerIndex() + 1);
    boolean isActive = (frame.getByte(frame.readerIndex() + HEADER + 4) & 1) == 1;
    frame.release();
    if (isActive) {
      paused.remove(channel);
    } else {
      paused.add(channel);
    }
    var unused = context.writeAndFlush(answer(context, channel, isActive));
    if (isActive) {
      resumed.run();
    }
  }

  private static boolean isFlow(ByteBuf frame) {
    int start = frame.readerIndex();
    return frame.readableBytes() >= HEADER + FLOW_SIZE
        && frame.getByte(start) == METHOD_FRAME
        && frame.getInt(start + 3) == FLOW_SIZE
        && frame.getInt(start + HEADER) == FLOW;
  }

  private static ByteBuf answer(ChannelHandlerContext context, int channel, boolean isActive) {
    return context
        .alloc()
        .buffer(HEADER + FLOW_SIZE + 1)
        .writeByte(METHOD_FRAME)
        .writeShort(channel)
        .writeInt(FLOW_SIZE)
        .writeInt(FLOW_OK)
        .writeByte(isActive ? 1 : 0)
        .writeByte(FRAME_END);
  }
}
