package dev.fjord.interop.artemis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** The broker fixture itself. */
class ArtemisBrokerTest {
  private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

  @Test
  void aKilledBrokerClosesItsConnectionsAndComesBackOnItsPort() throws Exception {
    try (ArtemisBroker broker = ArtemisBroker.start()) {
      int port = broker.port();
      try (Socket socket = greet(port)) {
        assertThat(broker.connections()).isEqualTo(1);
        broker.kill();
        assertThat(readsNothingMore(socket)).isTrue();
      }
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(broker::queues);

      broker.restart();

      assertThat(broker.port()).isEqualTo(port);
      greet(port).close();
    }
  }

  private static Socket greet(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(HEADER);
    assertThat(socket.getInputStream().readNBytes(HEADER.length)).startsWith('A', 'M', 'Q', 'P');
    return socket;
  }

  private static boolean readsNothingMore(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }
}
