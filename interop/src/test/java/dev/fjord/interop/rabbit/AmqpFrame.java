package dev.fjord.interop.rabbit;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One frame of AMQP 0-9-1, or the eight bytes of the protocol header.
 *
 * @param type 1 for a method, 0 for the header
 * @param channel the channel
 * @param payload what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AmqpFrame(int type, int channel, byte[] payload) {
  /** The type of a frame that holds a method. */
  public static final int METHOD = 1;

  private static final int PROTOCOL_HEADER = 0;
  private static final int END = 0xCE;

  /** A method without content. */
  public static AmqpFrame method(int channel, int classAndMethod, byte... arguments) {
    return new AmqpFrame(
        METHOD,
        channel,
        ByteBuffer.allocate(4 + arguments.length).putInt(classAndMethod).put(arguments).array());
  }

  /** Class and method, as 16 bits each; 0 for what is no method. */
  public int classAndMethod() {
    return type == METHOD ? ByteBuffer.wrap(payload).getInt() : 0;
  }

  /** The same arguments under another method. */
  public AmqpFrame as(int classAndMethod) {
    byte[] changed = payload.clone();
    ByteBuffer.wrap(changed).putInt(classAndMethod);
    return new AmqpFrame(type, channel, changed);
  }

  static AmqpFrame readHeader(DataInputStream in) throws IOException {
    byte[] header = new byte[8];
    in.readFully(header);
    return new AmqpFrame(PROTOCOL_HEADER, 0, header);
  }

  static AmqpFrame read(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    int channel = in.readUnsignedShort();
    byte[] payload = new byte[in.readInt()];
    in.readFully(payload);
    if (in.readUnsignedByte() != END) {
      throw new IOException("A frame does not end where it should");
    }
    return new AmqpFrame(type, channel, payload);
  }

  byte[] bytes() {
    return type == PROTOCOL_HEADER
        ? payload
        : ByteBuffer.allocate(payload.length + 8)
            .put((byte) type)
            .putShort((short) channel)
            .putInt(payload.length)
            .put(payload)
            .put((byte) END)
            .array();
  }
}
