package dev.fjord.driver.amqp.rabbit.link;

/**
 * The socket of one connection as those see it who write to its channels. Confined to the loop.
 *
 * @param channel the socket
 * @param gate which channels the broker paused
 */
record LinkSocket(io.netty.channel.Channel channel, FlowGate gate) {
  /** Whether more can be written to a channel without piling up here. */
  boolean isWritable(int number) {
    return channel.isWritable() && !gate.isPaused(number);
  }
}
