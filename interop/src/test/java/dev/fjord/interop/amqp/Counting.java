package dev.fjord.interop.amqp;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.rpc.RpcMethod;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoints of both kinds that answer with the triple of a number and keep what they got. */
final class Counting {
  private final Map<Integer, Integer> runs = new ConcurrentHashMap<>();

  /** How often each number was worked on. */
  Map<Integer, Integer> runs() {
    return runs;
  }

  @RpcMethod
  public int triple(int n) {
    runs.merge(n, 1, Integer::sum);
    return 3 * n;
  }

  @RpcMethod("triple_async")
  public CompletionStage<Integer> tripleAsync(int n) {
    return CompletableFuture.completedFuture(triple(n));
  }

  /** Keeps the numbers of notifications. */
  static final class Notifications {
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    Set<Integer> seen() {
      return seen;
    }

    @OnNotification
    public void take(Notification notification) {
      Integer n = notification.payload(Integer.class);
      if (n != null) {
        seen.add(n);
      }
    }
  }
}
