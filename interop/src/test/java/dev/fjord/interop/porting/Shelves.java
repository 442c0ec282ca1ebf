package dev.fjord.interop.porting;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The warehouse's database with both kinds of client: one that makes its thread wait, by the clock,
 * and one whose answers come on a thread of the database's. Thread-safe.
 */
final class Shelves implements AutoCloseable {
  /** How long each answer takes: more than a method may hold its loop. */
  static final Duration LATENCY = ClockedService.LIMIT.plusMillis(10);

  private final Map<String, Integer> pieces =
      new ConcurrentSkipListMap<>(Map.of("bolt", 100, "nut", 200, "nail", 300));
  private final ClockedService service;
  private final ExecutorService answers =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("database").daemon().factory());

  Shelves(ClockedService service) {
    this.service = service;
  }

  int count(String item) {
    service.pass(LATENCY);
    return counted(item);
  }

  CompletableFuture<Integer> countAsync(String item) {
    return later(() -> counted(item));
  }

  List<String> find(String prefix) {
    service.pass(LATENCY);
    return found(prefix);
  }

  CompletableFuture<List<String>> findAsync(String prefix) {
    return later(() -> found(prefix));
  }

  void take(String item, int some) {
    service.pass(LATENCY);
    pieces.merge(item, -some, Integer::sum);
  }

  CompletableFuture<Integer> takeAsync(String item, int some) {
    return later(() -> pieces.merge(item, -some, Integer::sum));
  }

  @Override
  public void close() {
    answers.shutdown();
  }

  private <T> CompletableFuture<T> later(Supplier<T> answer) {
    return CompletableFuture.supplyAsync(answer, answers);
  }

  private List<String> found(String prefix) {
    return pieces.keySet().stream().filter(item -> item.startsWith(prefix)).toList();
  }

  private int counted(String item) {
    Integer count = pieces.get(item);
    if (count == null) {
      throw new IllegalArgumentException("there is no " + item);
    }
    return count;
  }
}
