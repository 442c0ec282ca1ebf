package dev.fjord.interop.rabbit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ten free ports in a row, below the range from which the kernel takes the local ports of outgoing
 * connections: a node that restarts finds its ports again.
 *
 * @param first the lowest of the ten
 */
public record PortBlock(int first) {
  private static final int LOWEST = 20_000;
  private static final int BLOCKS = 1_200;
  private static final int SIZE = 10;
  private static final int TRIES = 200;

  /** Picks a block in which every port can be bound on loopback. */
  public static PortBlock choose() {
    for (int i = 0; i < TRIES; i++) {
      int first = LOWEST + SIZE * ThreadLocalRandom.current().nextInt(BLOCKS);
      if (allFree(first)) {
        return new PortBlock(first);
      }
    }
    throw new IllegalStateException("no " + SIZE + " free ports in a row from " + LOWEST);
  }

  int amqp() {
    return first;
  }

  int distribution() {
    return first + 1;
  }

  int epmd() {
    return first + 2;
  }

  int management() {
    return first + 3;
  }

  int console() {
    return first + 4;
  }

  int controlLowest() {
    return first + 5;
  }

  int controlHighest() {
    return first + SIZE - 1;
  }

  private static boolean allFree(int first) {
    for (int port = first; port < first + SIZE; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
