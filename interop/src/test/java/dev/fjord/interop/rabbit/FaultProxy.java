package dev.fjord.interop.rabbit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Stands between clients and a node and does to their connections what networks and brokers do: it
 * cuts them after a number of bytes, resets them, hands bytes on one by one, holds everything back,
 * and changes, drops and adds frames. Before a broker that does not speak AMQP 0-9-1 it does not
 * look into the bytes, and so changes none.
 *
 * <p>Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private static final int CHUNK = 65_536;

  private final int target;
  private final Protocol protocol;
  private final ServerSocket server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong bytesToBroker = new AtomicLong();
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> fromBroker = Optional::of;
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> toBroker = Optional::of;
  private volatile long cutAfter = NEVER;
  private volatile boolean isSlicing;
  private volatile boolean isMute;
  private volatile CountDownLatch thawed = new CountDownLatch(0);

  /** What the proxy knows of the bytes. */
  private enum Protocol {
    AMQP_0_9_1,
    ANY
  }

  private FaultProxy(int target, Protocol protocol, ServerSocket server) {
    this.target = target;
    this.protocol = protocol;
    this.server = server;
  }

  /** Begins to stand before a port of this machine where AMQP 0-9-1 is spoken. */
  public static FaultProxy before(int port) {
    return before(port, Protocol.AMQP_0_9_1);
  }

  /** Begins to stand before a port of this machine where anything is spoken. */
  public static FaultProxy beforeAny(int port) {
    return before(port, Protocol.ANY);
  }

  private static FaultProxy before(int port, Protocol protocol) {
    try {
      FaultProxy proxy =
          new FaultProxy(port, protocol, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
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

  /**
   * Holds all bytes back, both ways: connections stay open, and what fits into buffers is taken.
   */
  public void freeze() {
    thawed = new CountDownLatch(1);
  }

  /** Lets bytes go on. */
  public void thaw() {
    thawed.countDown();
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
    thaw();
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

    void write(AmqpFrame frame) throws IOException {
      write(frame.bytes());
    }

    synchronized void write(byte[] bytes) throws IOException {
      awaitThaw();
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
      if (protocol == Protocol.ANY) {
        Thread.ofVirtual().start(() -> pump(() -> copy(fromClient, way, bytesToBroker)));
        Thread.ofVirtual().start(() -> pump(() -> copy(answers, toClient, new AtomicLong())));
        return;
      }
      Thread.ofVirtual().start(() -> pump(() -> passToBroker(fromClient, way)));
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

    private void passToBroker(DataInputStream fromClient, Way way) throws IOException {
      way.write(AmqpFrame.readHeader(fromClient));
      while (true) {
        AmqpFrame frame = AmqpFrame.read(fromClient);
        bytesToBroker.addAndGet(frame.bytes().length);
        pass(toBroker.apply(frame), way);
      }
    }

    private static void copy(InputStream in, Way way, AtomicLong count) throws IOException {
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        way.write(Arrays.copyOf(buffer, read));
      }
      throw new EOFException();
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

  private void awaitThaw() throws IOException {
    try {
      thawed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Moves frames until the connection ends. */
  private interface Pump {
    void run() throws IOException;
  }
}
