package dev.fjord.interop.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What was tried and what came of it, written down while faults happen. Whether the promises were
 * kept is decided from this alone, by {@link #violations}. Thread-safe.
 */
final class History {
  private final Map<Integer, ConcurrentLinkedQueue<String>> calls = new ConcurrentHashMap<>();
  private final Map<Integer, Map<String, AtomicInteger>> executions = new ConcurrentHashMap<>();
  private final Map<Integer, String> notifications = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentLinkedQueue<Delivery>> deliveries =
      new ConcurrentHashMap<>();

  /**
   * A notification that arrived.
   *
   * @param id the publisher's id of it
   * @param isRedelivered whether it said that it had come before
   */
  private record Delivery(String id, boolean isRedelivered) {}

  /**
   * How much of what is otherwise forbidden the faults that were injected may explain.
   *
   * @param lost confirmed notifications that the broker was told to lose
   * @param executions copies of requests that the broker was told to make
   * @param resends whether a publisher may have sent something twice, under one id
   */
  record Excuses(int lost, int executions, boolean resends) {
    /** What a broker that loses nothing and a publisher that repeats itself leave. */
    static final Excuses OF_PUBLISHERS = new Excuses(0, 0, true);
  }

  /** A call begins. */
  void called(int n) {
    calls.put(n, new ConcurrentLinkedQueue<>());
  }

  /** A call ended with an answer. */
  void answered(int n, Object answer) {
    calls.get(n).add("answer " + answer);
  }

  /** A call ended without one. */
  void failed(int n, Throwable failure) {
    calls.get(n).add(failure.getClass().getSimpleName());
  }

  /** A server ran the method of a call. */
  void executed(String server, int n) {
    executions
        .computeIfAbsent(n, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(server, key -> new AtomicInteger())
        .incrementAndGet();
  }

  /** A notification was sent. */
  void notified(int n) {
    notifications.put(n, "unknown");
  }

  /** The broker has a notification. */
  void confirmed(int n) {
    notifications.put(n, "confirmed");
  }

  /** A notification arrived. */
  void delivered(int n, String id, boolean isRedelivered) {
    deliveries
        .computeIfAbsent(n, key -> new ConcurrentLinkedQueue<>())
        .add(new Delivery(id, isRedelivered));
  }

  int calls() {
    return calls.size();
  }

  long answers() {
    return calls.values().stream()
        .filter(ends -> !ends.isEmpty() && ends.peek().startsWith("answer"))
        .count();
  }

  long confirmed() {
    return notifications.values().stream().filter("confirmed"::equals).count();
  }

  /** How many notifications came more than once. */
  long duplicates() {
    return deliveries.values().stream().filter(all -> all.size() > 1).count();
  }

  /** The confirmed notifications that have not arrived. */
  Set<Integer> missing() {
    return notifications.entrySet().stream()
        .filter(each -> each.getValue().equals("confirmed"))
        .map(Map.Entry::getKey)
        .filter(n -> !deliveries.containsKey(n))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything that must not have happened. */
  List<String> violations(Excuses excuses) {
    List<String> all = new ArrayList<>();
    calls.forEach((n, ends) -> checkCall(n, List.copyOf(ends), all));
    int copies = 0;
    for (var each : executions.entrySet()) {
      if (!calls.containsKey(each.getKey())) {
        all.add("call " + each.getKey() + " was executed and never made");
      }
      for (var runs : each.getValue().entrySet()) {
        copies += runs.getValue().get() - 1;
        if (excuses.executions() == 0 && runs.getValue().get() > 1) {
          all.add(
              "call " + each.getKey() + " ran " + runs.getValue() + " times on " + runs.getKey());
        }
      }
    }
    if (copies > excuses.executions()) {
      all.add(copies + " second runs, " + excuses.executions() + " copies made by the broker");
    }
    if (missing().size() > excuses.lost()) {
      all.add(
          "confirmed notifications missing: " + missing() + ", lost on purpose " + excuses.lost());
    }
    deliveries.forEach((n, arrived) -> checkDeliveries(n, List.copyOf(arrived), excuses, all));
    return all;
  }

  private void checkCall(int n, List<String> ends, List<String> all) {
    if (ends.size() != 1) {
      all.add("call " + n + " ended " + ends.size() + " times: " + ends);
      return;
    }
    if (ends.get(0).startsWith("answer")) {
      if (!ends.get(0).equals("answer " + 3 * n)) {
        all.add("call " + n + " got " + ends.get(0));
      }
      if (!executions.containsKey(n)) {
        all.add("call " + n + " was answered and never executed");
      }
    }
  }

  private void checkDeliveries(int n, List<Delivery> arrived, Excuses excuses, List<String> all) {
    if (!notifications.containsKey(n)) {
      all.add("notification " + n + " arrived and was never sent");
    }
    String id = arrived.get(0).id();
    if (arrived.stream().anyMatch(each -> !each.id().equals(id))) {
      all.add("notification " + n + " came under several ids: " + arrived);
    }
    if (!excuses.resends() && arrived.stream().skip(1).anyMatch(each -> !each.isRedelivered())) {
      all.add("notification " + n + " came again without saying so: " + arrived);
    }
  }
}
