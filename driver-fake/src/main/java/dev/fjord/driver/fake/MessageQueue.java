package dev.fjord.driver.fake;

import dev.fjord.DeliveryException;
import dev.fjord.Escaped;
import dev.fjord.spi.JsonText;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One queue with its consumers, who compete for what lies in it. Thread-safe; no lock is held while
 * a handler is called.
 *
 * <p>Whoever adds a message or a slot drains the queue, unless somebody is draining it already:
 * then that thread goes round once more. So hand-overs keep their order, and a handler that sends
 * or replies at once does not pile up frames.
 */
final class MessageQueue {
  private final Address address;
  private final BrokerState broker;
  private final Queue<QueuedMessage> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<QueuedMessage> returned = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger work = new AtomicInteger();
  private volatile FakeListener[] consumers = {};
  private volatile boolean purging;

  /** Whose turn it is; belongs to the thread that drains. */
  private int turn;

  MessageQueue(Address address, BrokerState broker) {
    this.address = address;
    this.broker = broker;
  }

  /**
   * Adds a message without handing it over yet.
   *
   * @throws DeliveryException if the queue is full
   */
  void add(QueuedMessage message) {
    if (size.incrementAndGet() > broker.queueCapacity()) {
      size.decrementAndGet();
      purging = true;
      drain();
      if (size.incrementAndGet() > broker.queueCapacity()) {
        size.decrementAndGet();
        throw new DeliveryException(
            "The queue "
                + address
                + " is full: it holds "
                + broker.queueCapacity()
                + " messages that nobody has taken. Start a listener, or raise"
                + " FakeBroker.queueCapacity",
            DeliveryException.Retry.SAFE,
            null);
      }
    }
    waiting.add(message);
  }

  /** Adds a message that was handed over before; it comes before what is new. */
  void putBack(QueuedMessage message) {
    size.incrementAndGet();
    returned.add(message);
  }

  /** The methods of the casts that lie in it. */
  List<String> casts() {
    return Stream.concat(returned.stream(), waiting.stream())
        .filter(message -> message.call() == null)
        .flatMap(message -> message.payload().field("method").stream())
        .map(method -> unquoted(method) + " in the queue " + address)
        .toList();
  }

  int size() {
    return size.get();
  }

  synchronized void addConsumer(FakeListener listener) {
    FakeListener[] more = Arrays.copyOf(consumers, consumers.length + 1);
    more[consumers.length] = listener;
    consumers = more;
  }

  synchronized void removeConsumer(FakeListener listener) {
    consumers =
        Arrays.stream(consumers).filter(each -> each != listener).toArray(FakeListener[]::new);
  }

  /** Hands over what can be handed over. */
  void drain() {
    if (work.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    while (seen != 0) {
      if (purging) {
        purge();
      }
      while (handOverOne()) {
        // Until messages or slots run out.
      }
      seen = work.addAndGet(-seen);
    }
  }

  private static String unquoted(JsonText name) {
    String text = name.asString();
    return Escaped.text(text.startsWith("\"") ? text.substring(1, text.length() - 1) : text);
  }

  private boolean handOverOne() {
    if (broker.faults().isDown()) {
      return false; // Whoever ends that drains every queue.
    }
    Queue<QueuedMessage> source = returned.isEmpty() ? waiting : returned;
    QueuedMessage message = source.peek();
    if (message == null) {
      return false;
    }
    if (message.isExpired()) {
      remove(source);
      broker.countExpired();
      return true;
    }
    FakeIncoming incoming = admitted(message);
    if (incoming == null) {
      return false;
    }
    remove(source);
    if (broker.faults().duplicatesNext()) {
      putBack(message);
    }
    incoming.listener().handOver(incoming);
    return true;
  }

  /** Finds the next consumer with a slot (L2). */
  private @Nullable FakeIncoming admitted(QueuedMessage message) {
    FakeListener[] candidates = consumers;
    for (int i = 0; i < candidates.length; i++) {
      turn = turn + 1 < candidates.length ? turn + 1 : 0;
      FakeListener listener = candidates[turn];
      if (listener.window().isOpen()) {
        FakeIncoming incoming = new FakeIncoming(message, this, listener);
        if (listener.window().admit(incoming)) {
          return incoming;
        }
      }
    }
    return null;
  }

  private void remove(Queue<QueuedMessage> source) {
    // Only the thread that drains removes, so this is the message it looked at.
    source.poll();
    size.decrementAndGet();
  }

  private void purge() {
    purging = false;
    waiting.removeIf(
        message -> {
          if (!message.isExpired()) {
            return false;
          }
          size.decrementAndGet();
          broker.countExpired();
          return true;
        });
  }
}
