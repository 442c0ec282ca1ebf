package dev.fjord.interop.rabbit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Stands between clients and a node and does to their connections what networks and brokers do: it
 * cuts them after a number of bytes, resets them, hands bytes on one by one, holds everything back,
 * and changes, drops and adds frames.
 *
 * <p>Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final int target;
  private final ServerSocket server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong bytesToBroker = new AtomicLong();
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> fromBroker = Optional::of;
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> toBroker = Optional::of;
  private volatile long cutAfter = NEVER;
  private volatile boolean isSlicing;
  private volatile boolean isMute;

  private FaultProxy(int target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** Begins to stand before a port of this machine. */
  public static FaultProxy before(int port) {
    try {
      FaultProxy proxy =
          new FaultProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many connections were made so far. */
  public int accepted() {
    return accepted.get();
  }

  /** How many bytes clients have sent so far. */
  public long bytesToBroker() {
    return bytesToBroker.get();
  }

  /** Cuts each connection that is made from now on after so many bytes of its client. */
  public void cutAfter(long bytes) {
    cutAfter = bytes;
  }

  /** Lets connections live again. */
  public void cutNoMore() {
    cutAfter = NEVER;
  }

  /** Hands bytes on one by one, both ways. */
  public void slice() {
    isSlicing = true;
  }

  /** Accepts connections from now on and never says a word. */
  public void mute() {
    isMute = true;
  }

  /** Speaks again on connections to come. */
  public void unmute() {
    isMute = false;
  }

  /** Changes or drops what the broker sends. */
  public void fromBroker(Function<AmqpFrame, Optional<AmqpFrame>> change) {
    fromBroker = change;
  }

  /** Changes or drops what clients send. */
  public void toBroker(Function<AmqpFrame, Optional<AmqpFrame>> change) {
    toBroker = change;
  }

  /** Sends a frame to every client as if it came from the broker. */
  public void inject(AmqpFrame frame) {
    for (Link link : links) {
      try {
        link.toClient.write(frame);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Resets every connection that there is. */
  public void reset() {
    links.forEach(Link::reset);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        if (isMute) {
          links.add(new Link(client, new Socket()));
        } else {
          Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
          links.add(link);
          link.start();
        }
      } catch (IOException e) {
        // Closed, or the node is down: the client sees its connection end.
      }
    }
  }

  /** One side's way out; frames are written whole, unless they are to be cut. */
  private final class Way {
    private final OutputStream out;
    private final long most;
    private long written;

    Way(OutputStream out, long most) {
      this.out = out;
      this.most = most;
    }

    synchronized void write(AmqpFrame frame) throws IOException {
      byte[] bytes = frame.bytes();
      int length = (int) Math.min(bytes.length, most - written);
      if (isSlicing) {
        for (int i = 0; i < length; i++) {
          out.write(bytes[i]);
          out.flush();
        }
      } else {
        out.write(bytes, 0, length);
        out.flush();
      }
      written += length;
      if (written >= most) {
        throw new IOException("cut");
      }
    }
  }

  /** One client's connection. */
  private final class Link {
    private final Socket client;
    private final Socket broker;
    private Way toClient;

    Link(Socket client, Socket broker) throws IOException {
      this.client = client;
      this.broker = broker;
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      toClient = new Way(client.getOutputStream(), NEVER);
    }

    void start() throws IOException {
      Way way = new Way(broker.getOutputStream(), cutAfter);
      DataInputStream fromClient = new DataInputStream(client.getInputStream());
      DataInputStream answers = new DataInputStream(broker.getInputStream());
      Thread.ofVirtual()
          .start(
              () ->
                  pump(
                      () -> {
                        way.write(AmqpFrame.readHeader(fromClient));
                        while (true) {
                          AmqpFrame frame = AmqpFrame.read(fromClient);
                          bytesToBroker.addAndGet(frame.bytes().length);
                          pass(toBroker.apply(frame), way);
                        }
                      }));
      Thread.ofVirtual()
          .start(
              () ->
                  pump(
                      () -> {
                        while (true) {
                          pass(fromBroker.apply(AmqpFrame.read(answers)), toClient);
                        }
                      }));
    }

    void reset() {
      for (Socket socket : new Socket[] {client, broker}) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // It is gone already, which is what was wanted.
        }
      }
      links.remove(this);
    }

    private void pump(Pump pump) {
      try {
        pump.run();
      } catch (IOException e) {
        reset();
      }
    }

    private static void pass(Optional<AmqpFrame> frame, Way way) throws IOException {
      if (frame.isPresent()) {
        way.write(frame.get());
      }
    }
  }

  /** Moves frames until the connection ends. */
  private interface Pump {
    void run() throws IOException;
  }
}
