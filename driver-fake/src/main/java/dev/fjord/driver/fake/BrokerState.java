package dev.fjord.driver.fake;

import java.util.concurrent.atomic.LongAdder;

/** What all queues and drivers of one broker share: limits, faults, counts. Thread-safe. */
final class BrokerState {
  private final Faults faults = new Faults();
  private final LongAdder lateReplies = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private volatile int queueCapacity = FakeBroker.DEFAULT_QUEUE_CAPACITY;

  Faults faults() {
    return faults;
  }

  int queueCapacity() {
    return queueCapacity;
  }

  void queueCapacity(int newCapacity) {
    queueCapacity = newCapacity;
  }

  void countLateReply() {
    lateReplies.increment();
  }

  long lateReplies() {
    return lateReplies.sum();
  }

  void countExpired() {
    expired.increment();
  }

  long expired() {
    return expired.sum();
  }
}
