package dev.fjord.interop.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Something that speaks no AMQP that a driver understands: gives one answer and hangs up. */
final class ForeignServer implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final int PROTOCOL_HEADER = 8;

  private final ServerSocket socket;

  private ForeignServer(ServerSocket socket) {
    this.socket = socket;
  }

  static ForeignServer answering(String answer) {
    try {
      ForeignServer server =
          new ForeignServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(() -> server.answerAll(answer));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answerAll(String answer) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.getInputStream().readNBytes(PROTOCOL_HEADER);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // The client is gone, or the test is over.
      }
    }
  }
}
