package dev.fjord.driver.amqp.rabbit.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells that a socket takes more bytes again. Runs on the loop. */
final class SocketWatch extends ChannelInboundHandlerAdapter {
  private final Runnable writable;

  SocketWatch(Runnable writable) {
    this.writable = writable;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      writable.run();
    }
    context.fireChannelWritabilityChanged();
  }
}
