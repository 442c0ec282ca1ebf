package dev.fjord.driver.amqp.rabbit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Deliveries that wait for a slot, few of them. Confined to the loop, except {@link #isEmpty}: a
 * delivery is added before slots are looked at, and slots are added before this is asked, so that
 * one of the two sides sees the other.
 */
final class Inbox {
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private volatile int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Delivery delivery) {
    deliveries.add(delivery);
    size = deliveries.size();
  }

  Delivery remove() {
    Delivery delivery = deliveries.remove();
    size = deliveries.size();
    return delivery;
  }

  void clear() {
    deliveries.clear();
    size = 0;
  }
}
