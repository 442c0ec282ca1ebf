package dev.fjord.interop.rabbit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Stands between clients and a node and does to their connections what networks and brokers do: it
 * cuts them after a number of bytes, resets them, hands bytes on late, slowly or one by one, holds
 * everything back, refuses, and changes, drops and adds frames. Before a broker that does not speak
 * AMQP 0-9-1 it does not look into the bytes, and so changes none.
 *
 * <p>Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 200;
  private static final int CHUNK = 65_536;

  private final int target;
  private final Protocol protocol;
  private final int port;
  private volatile ServerSocket server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong bytesToBroker = new AtomicLong();
  private final ProxyWeather weather = new ProxyWeather();
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> fromBroker = Optional::of;
  private volatile Function<AmqpFrame, Optional<AmqpFrame>> toBroker = Optional::of;
  private volatile long cutAfter = ProxyWay.NEVER;
  private volatile boolean isMute;

  /** What the proxy knows of the bytes. */
  private enum Protocol {
    AMQP_0_9_1,
    ANY
  }

  private FaultProxy(int target, Protocol protocol, ServerSocket server) {
    this.target = target;
    this.protocol = protocol;
    this.server = server;
    this.port = server.getLocalPort();
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
          new FaultProxy(
              port, protocol, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect to. */
  public int port() {
    return port;
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
    cutAfter = ProxyWay.NEVER;
  }

  /** Hands bytes on one by one, both ways. */
  public void slice() {
    weather.slice();
  }

  /** Hands everything on later, each frame by another time between the two. */
  public void delay(Duration least, Duration most) {
    weather.delay(least, most);
  }

  /** Hands on no more than so many bytes in a second, each way. */
  public void narrow(int bytesPerSecond) {
    weather.narrow(bytesPerSecond);
  }

  /** Passes nothing on, not even the end of a connection; connections stay open. */
  public void hush() {
    weather.hush();
  }

  /** Ends delays, narrowness and silence; what was kept back meanwhile goes on. */
  public void clear() {
    weather.clear();
  }

  /** Refuses connections: nobody listens on the port. */
  public void refuse() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  /** Listens on the same port again. */
  public void listenAgain() {
    try {
      server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().name("fault-proxy").start(this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    weather.clear();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  private void accept() {
    ServerSocket mine = server;
    while (!mine.isClosed()) {
      try {
        Socket client = mine.accept();
        accepted.incrementAndGet();
        link(client);
      } catch (IOException e) {
        // Closed, which ends the loop, or the client is gone already.
      }
    }
  }

  private void link(Socket client) throws IOException {
    if (isMute) {
      links.add(new Link(client, new Socket()));
      return;
    }
    try {
      Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      link.start();
    } catch (IOException e) {
      // The node is down, and the client is to see that.
      client.close();
    }
  }

  /** One client's connection. */
  private final class Link {
    private final Socket client;
    private final Socket broker;
    private final ProxyWay toClient;

    Link(Socket client, Socket broker) throws IOException {
      this.client = client;
      this.broker = broker;
      client.setTcpNoDelay(true);
      broker.setTcpNoDelay(true);
      toClient = new ProxyWay(client.getOutputStream(), ProxyWay.NEVER, weather, this::reset);
    }

    void start() throws IOException {
      ProxyWay way = new ProxyWay(broker.getOutputStream(), cutAfter, weather, this::reset);
      DataInputStream fromClient = new DataInputStream(client.getInputStream());
      DataInputStream answers = new DataInputStream(broker.getInputStream());
      if (protocol == Protocol.ANY) {
        Thread.ofVirtual().start(() -> pump(() -> copy(fromClient, way, bytesToBroker)));
        Thread.ofVirtual().start(() -> pump(() -> copy(answers, toClient, new AtomicLong())));
        return;
      }
      Thread.ofVirtual()
          .start(
              () ->
                  pump(
                      () -> {
                        AmqpFrame header = AmqpFrame.readHeader(fromClient);
                        bytesToBroker.addAndGet(header.bytes().length);
                        way.write(header);
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
                          AmqpFrame frame = AmqpFrame.read(answers);
                          // Looked up after the wait: it may have been changed meanwhile.
                          pass(fromBroker.apply(frame), toClient);
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
        weather.awaitVoice(client);
        reset();
      }
    }

    private static void copy(InputStream in, ProxyWay way, AtomicLong count) throws IOException {
      byte[] buffer = new byte[CHUNK];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        way.write(Arrays.copyOf(buffer, read));
      }
      throw new EOFException();
    }

    private static void pass(Optional<AmqpFrame> frame, ProxyWay way) throws IOException {
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
