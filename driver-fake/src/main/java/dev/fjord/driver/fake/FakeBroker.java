package dev.fjord.driver.fake;

import dev.fjord.ConfigOption;
import dev.fjord.CoreOptions;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.BlockingDriverAdapter;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory broker, for tests and for services within one process. Every transport that is
 * opened with it reaches the same queues:
 *
 * <pre>
 * FakeBroker broker = FakeBroker.create();
 * Transport transport =
 *     Transport.builder().url("fake://").provider(broker).timers(broker.clock()).open();
 * </pre>
 *
 * <p>Queues are laid out as oslo.messaging lays them out on RabbitMQ and hold a bounded number of
 * messages. The other methods are knobs for tests: each sets a fault, which stays set until it is
 * used up or set back.
 *
 * <p>Thread-safe; does not block. No thread belongs to it: whoever sends, replies, requests slots
 * or advances the clock is the wire meanwhile, so a call may have ended when it is returned.
 *
 * @since 0.1.0
 */
public final class FakeBroker implements DriverProvider {
  /** How many messages a queue holds unless {@link #queueCapacity} says otherwise. */
  public static final int DEFAULT_QUEUE_CAPACITY = 65_536;

  static final String SCHEME = "fake";

  private final @Nullable FakeClock clock;
  private final BrokerState state = new BrokerState();
  private final Topology topology = new Topology(state);
  private final Set<FakeDriver> drivers = ConcurrentHashMap.newKeySet();

  private FakeBroker(@Nullable FakeClock clock) {
    this.clock = clock;
  }

  /** A broker whose time stands still until its {@link #clock} is advanced. */
  public static FakeBroker create() {
    return new FakeBroker(new FakeClock());
  }

  /** A broker that goes by the timers of the transports that are opened with it. */
  public static FakeBroker onRealTime() {
    return new FakeBroker(null);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public List<ConfigOption<?>> options() {
    return FakeOptions.all();
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    FakeOptions options = FakeOptions.of(url, settings.config());
    Timers timers = clock != null ? clock : settings.timers();
    FakeWire wire = new FakeWire(JsonCodec.of(settings.config()));
    FakeDriver driver =
        new FakeDriver(
            this,
            wire,
            timers,
            options,
            new FakeConnection(settings.connections(), url, state.faults()));
    drivers.add(driver);
    return options.isBlocking()
        ? new BlockingDriverAdapter(new FakeBlockingDriver(driver), SCHEME)
        : driver;
  }

  /**
   * The clock that timeouts, budgets and delays go by.
   *
   * @throws IllegalStateException if the broker is on real time
   */
  public FakeClock clock() {
    if (clock == null) {
      throw new IllegalStateException(
          "This broker is on real time and has no clock to advance; use FakeBroker.create()");
    }
    return clock;
  }

  /**
   * Sets how many messages a queue holds; a send to a full one fails with {@link
   * dev.fjord.DeliveryException}. Default is {@value #DEFAULT_QUEUE_CAPACITY}.
   */
  public void queueCapacity(int messages) {
    state.queueCapacity(positive(messages));
  }

  /** Lets every message reach its queue so much later; zero, the default, at once. */
  public void delayMessages(Duration delay) {
    state.faults().messageDelay(delay);
  }

  /**
   * Lets every reply reach its caller so much later; zero, the default, at once. The server's reply
   * ends no earlier, so in blocking mode it blocks meanwhile.
   */
  public void delayReplies(Duration delay) {
    state.faults().replyDelay(delay);
  }

  /** Holds replies back until {@link #releaseReplies}; in blocking mode replying blocks so long. */
  public void holdReplies() {
    state.faults().heldReplies().hold();
  }

  /** Lets go the replies that were held back, in order, and holds no more. */
  public void releaseReplies() {
    state.faults().heldReplies().release();
  }

  /** How many replies are held back. */
  public int heldReplies() {
    return state.faults().heldReplies().size();
  }

  /** Loses the next messages, requests and notifications; their senders are told all is well. */
  public void dropMessages(int count) {
    state.faults().dropMessages(positive(count));
  }

  /** Loses the next replies; who replied is told all is well. */
  public void dropReplies(int count) {
    state.faults().dropReplies(positive(count));
  }

  /** Hands the next messages over twice, as a broker does that missed an acknowledgement. */
  public void duplicateMessages(int count) {
    state.faults().duplicateMessages(positive(count));
  }

  /**
   * Rejects the next messages: their sends and calls fail with a {@link
   * dev.fjord.DeliveryException} that is safe to retry.
   */
  public void rejectMessages(int count) {
    state.faults().rejectSends(positive(count));
  }

  /** Makes a topic lead nowhere: calls and casts to it are undeliverable, whoever listens. */
  public void unroute(String topic) {
    state.faults().unroutable().add(topic);
  }

  /** Makes a topic lead to its servers again. */
  public void reroute(String topic) {
    state.faults().unroutable().remove(topic);
  }

  /**
   * Loses every connection for a moment: pending calls end with a {@link
   * dev.fjord.DeliveryException} that may duplicate when retried, messages that were handed over
   * and not settled go back to their queues, listeners go on.
   */
  public void disconnect() {
    drivers.forEach(FakeDriver::disconnect);
  }

  /**
   * Goes down until {@link #comeBack}: connections are lost as by {@link #disconnect}, calls, casts
   * and notifications fail with {@link dev.fjord.BrokerUnreachableException}, nothing is handed
   * over. What lies in queues stays there. A transport that is opened meanwhile waits for it.
   */
  public void goDown() {
    state.faults().down(true);
    drivers.forEach(FakeDriver::goDown);
  }

  /** Is there again: connections are restored, and what lies in queues is handed over. */
  public void comeBack() {
    state.faults().down(false);
    drivers.forEach(FakeDriver::comeBack);
    topology.all().forEach(MessageQueue::drain);
  }

  /** How many messages are on their way because {@link #delayMessages} delayed them. */
  public int delayedMessages() {
    return state.faults().delayedMessages();
  }

  /** The casts that lie in queues, each as its method and its queue. */
  public List<String> waitingCasts() {
    return topology.all().flatMap(queue -> queue.casts().stream()).toList();
  }

  /** How many replies were dropped because their call had ended. */
  public long lateReplies() {
    return state.lateReplies();
  }

  /** How many requests were dropped from a queue because their caller had given up. */
  public long expiredMessages() {
    return state.expired();
  }

  /** How many calls wait for their end, over all transports. */
  public int pendingCalls() {
    return drivers.stream().mapToInt(FakeDriver::pendingCalls).sum();
  }

  /**
   * How many messages lie in the queue of a topic, or of one server if the target names it;
   * notifications lie under {@code topic.priority}. Targets without an exchange mean the default
   * {@code control_exchange}. Messages that were handed over do not count.
   */
  public int waiting(Target target) {
    String exchange = target.exchange().orElse(CoreOptions.CONTROL_EXCHANGE.defaultText());
    MessageQueue queue =
        topology.find(new Address(exchange, target.requireTopic(), target.server().orElse("")));
    return queue == null ? 0 : queue.size();
  }

  BrokerState state() {
    return state;
  }

  Topology topology() {
    return topology;
  }

  void forget(FakeDriver driver) {
    drivers.remove(driver);
  }

  private static int positive(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("A number of messages must be at least 1, not " + count);
    }
    return count;
  }
}
