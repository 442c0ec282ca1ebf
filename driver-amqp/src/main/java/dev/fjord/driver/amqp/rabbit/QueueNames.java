package dev.fjord.driver.amqp.rabbit;

import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.rabbit.config.NamingSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;

/** Names for the queues that belong to this driver alone. Thread-safe. */
final class QueueNames {
  private final NamingSettings settings;
  private final MessageIds ids;
  private final AtomicInteger counter = new AtomicInteger();

  QueueNames(NamingSettings settings, MessageIds ids) {
    this.settings = settings;
    this.ids = ids;
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
    return settings.managed()
        ? host() + ":" + process() + ":" + counter.incrementAndGet()
        : ids.next();
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
