package dev.fjord.driver.amqp.rabbit;

import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.rabbit.config.NamingSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Names for the queues that belong to this driver alone. Thread-safe. */
final class QueueNames {
  private final NamingSettings settings;
  private final Supplier<String> ids;
  private final Supplier<String> numbers;

  private QueueNames(NamingSettings settings, Supplier<String> ids, Supplier<String> numbers) {
    this.settings = settings;
    this.ids = ids;
    this.numbers = numbers;
  }

  QueueNames(NamingSettings settings, MessageIds ids) {
    this(settings, ids::next, counting(new AtomicInteger()));
  }

  private static Supplier<String> counting(AtomicInteger counter) {
    return () -> Integer.toString(counter.incrementAndGet());
  }

  /** The same names for people, without what is made up for each queue. */
  static QueueNames forPeople(NamingSettings settings) {
    return new QueueNames(settings, () -> "<id>", () -> "<number>");
  }

  String reply() {
    return "reply_" + own();
  }

  String fanout(String topic) {
    return topic + "_fanout_" + own();
  }

  /** Whether a later process uses the same names, so that queues are not to be deleted. */
  boolean areKept() {
    return settings.managed();
  }

  private String own() {
    return settings.managed() ? host() + ":" + process() + ":" + numbers.get() : ids.get();
  }

  private String process() {
    return settings.process().isEmpty()
        ? Long.toString(ProcessHandle.current().pid())
        : settings.process();
  }

  private String host() {
    if (!settings.host().isEmpty()) {
      return settings.host();
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
