package dev.fjord.tck;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * What one test of a contract opens, sends and waits for. Names are new in each kit. Confined to
 * the test's thread.
 *
 * @since 0.1.0
 */
public final class DriverKit implements AutoCloseable {
  /** The most messages that the contract's listeners request. */
  public static final int MOST_IN_FLIGHT = 256;

  private static final JsonCodec JSON = JsonCodec.of(FjordConfig.defaults());

  private final Function<FjordConfig, Transport> opening;
  private final Patience patience;
  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Map<Driver, Transport> transports = new ConcurrentHashMap<>();
  private @Nullable Driver driver;

  DriverKit(Function<FjordConfig, Transport> opening, Patience patience) {
    this.opening = opening;
    this.patience = patience;
  }

  /** The driver that a test uses unless it needs two. */
  public Driver driver() {
    if (driver == null) {
      driver = openAnother();
    }
    return driver;
  }

  /** One more driver on the same broker. */
  public Driver openAnother() {
    return open(FjordConfig.defaults());
  }

  /** One more driver, with a configuration of its own. */
  public Driver open(FjordConfig config) {
    Transport transport = opening.apply(config);
    open.push(transport);
    transports.put(transport.driver(), transport);
    return transport.driver();
  }

  /** The transport of a driver that was opened here and not closed. */
  public Transport transport(Driver which) {
    Transport transport = transports.get(which);
    if (transport == null) {
      throw new IllegalArgumentException("This kit has not opened that driver, or has closed it");
    }
    return transport;
  }

  /** Closes a driver and its transport before the test ends. */
  public void close(Driver which) {
    Transport transport = transports.remove(which);
    if (transport != null) {
      transport.close();
    }
  }

  /** How long is waited. */
  public Patience patience() {
    return patience;
  }

  /** Skips the test if the driver cannot do something. */
  public void requires(Capability capability) {
    Assumptions.assumeTrue(
        driver().capabilities().contains(capability),
        () -> "Skipped: the driver says that its wire cannot do " + capability);
  }

  /** A name of this test's own. */
  public String name(String what) {
    return "tck-" + what + "-" + unique;
  }

  /** The topic of this test. */
  public Target topic() {
    return Target.topic(name("topic"));
  }

  /** A server of this test's topic, by its short name. */
  public Target server(String which) {
    return topic().server(name(which));
  }

  /** Starts a server that requests nothing yet. */
  public Inbox serve(Driver on, Target server) {
    return listen(on, new ListenRequest.Requests(server, MOST_IN_FLIGHT));
  }

  /** Starts a server that takes whatever comes. */
  public Inbox serveAll(Driver on, Target server) {
    return serve(on, server).request(MOST_IN_FLIGHT);
  }

  /** Starts a listener for notifications on this test's topic; no pool means no argument. */
  public Inbox listen(Driver on, Set<String> priorities, String... pool) {
    String poolName = pool.length == 0 ? "" : name(pool[0]);
    return listen(
        on,
        new ListenRequest.Notifications(List.of(topic()), priorities, poolName, MOST_IN_FLIGHT));
  }

  /** Sends one way. */
  public CompletionStage<@Nullable Void> cast(Driver on, Target to, Object n) {
    return on.send(to, message(n), new SendOptions(SendOptions.Kind.CAST, patience.forEvents()));
  }

  /** Sends a notification with a priority to this test's topic. */
  public CompletionStage<@Nullable Void> notify(
      Driver on, SendOptions.Kind kind, String priority, Object n) {
    Target to = Target.topic(topic().requireTopic() + "." + priority);
    return on.send(to, message(n), new SendOptions(kind, patience.forEvents()));
  }

  /** Calls with as much time as the contract has. */
  public PendingCall call(Driver on, Target to, Object n) {
    return call(on, to, n, patience.forEvents());
  }

  /** Calls with a timeout. */
  public PendingCall call(Driver on, Target to, Object n, Duration timeout) {
    return on.call(to, message(n), CallOptions.within(timeout));
  }

  /** A message whose field {@code n} tells it from others. */
  public static OutgoingMessage message(Object n) {
    return new OutgoingMessage(json(Map.of("method", "m", "n", n)), MessageContext.empty());
  }

  /** A value as JSON. */
  public static JsonText json(@Nullable Object value) {
    return JSON.write(value);
  }

  /** JSON as a value. */
  public static @Nullable Object value(JsonText json) {
    return JSON.readPlain(json);
  }

  /** A field of a message as JSON text; empty text if it has none. */
  public static String text(IncomingMessage message, String field) {
    return message.payload().field(field).map(JsonText::asString).orElse("");
  }

  /** The field {@code n} of a message. */
  public static @Nullable Object n(IncomingMessage message) {
    return message.payload().field("n").map(DriverKit::value).orElse(null);
  }

  /** A reply that carries a message's field {@code n} back. */
  public static Reply echo(IncomingMessage message) {
    return new Reply.Result(message.payload().field("n").orElse(JsonText.NULL));
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new AssertionError("Closing failed after a test", e);
      }
    }
  }

  private Inbox listen(Driver on, ListenRequest request) {
    Inbox inbox = new Inbox(on.listen(request), patience);
    open.push(inbox);
    return inbox.start();
  }
}
