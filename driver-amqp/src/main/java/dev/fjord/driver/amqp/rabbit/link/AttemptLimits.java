package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.FjordException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What waits for a connection only until so many attempts to make one have failed. Thread-safe. */
final class AttemptLimits {
  private final Set<Limit> limits = ConcurrentHashMap.newKeySet();

  /** Something that waits, and how many more attempts it bears; confined to the setup thread. */
  private static final class Limit {
    private final CompletableFuture<?> waiting;
    private int left;

    Limit(CompletableFuture<?> waiting, int retries) {
      this.waiting = waiting;
      this.left = retries;
    }
  }

  void add(CompletableFuture<?> waiting, int retries) {
    Limit limit = new Limit(waiting, retries);
    limits.add(limit);
    var unused = waiting.whenComplete((outcome, failure) -> limits.remove(limit));
  }

  /** An attempt has failed; called on the setup thread. */
  void failed(FjordException reason) {
    for (Limit limit : limits) {
      if (limit.left == 0) {
        limit.waiting.completeExceptionally(reason);
      } else {
        limit.left--;
      }
    }
  }
}
