package dev.fjord.cli.workbench;

import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcMethod;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of oslo.messaging's simulator call: messages that come back, and the clients'
 * beginnings and ends. Thread-safe; called on loops, does not block.
 */
@Endpoint(version = "1.0")
public final class Simulation {
  private final Pause pause;
  private final Duration wait;
  private final CallLog calls = new CallLog();
  private final Set<Object> present = new HashSet<>();
  private final CompletableFuture<@Nullable Void> allLeft;

  /**
   * Answers after a wait.
   *
   * @param wait before each answer
   * @param allLeft is completed when the last client that announced itself has said that it is done
   */
  public Simulation(Pause pause, Duration wait, CompletableFuture<@Nullable Void> allLeft) {
    this.pause = pause;
    this.wait = wait;
    this.allLeft = allLeft;
  }

  /** Returns a message unchanged. */
  @RpcMethod
  public CompletionStage<@Nullable Object> info(@Nullable Object message) {
    calls.note("info", message);
    return wait.isZero()
        ? CompletableFuture.completedStage(message)
        : pause.of(wait).thenApply(slept -> message);
  }

  /** A client announces itself. */
  @RpcMethod("sync_start")
  public CompletionStage<@Nullable Void> start(Map<String, Object> message) {
    calls.note("sync_start", message);
    synchronized (present) {
      present.add(String.valueOf(message.get("id")));
    }
    return CompletableFuture.completedStage(null);
  }

  /** A client has sent all its messages. */
  @RpcMethod("sync_done")
  public CompletionStage<@Nullable Void> done(Map<String, Object> message) {
    calls.note("sync_done", message);
    synchronized (present) {
      if (present.remove(String.valueOf(message.get("id"))) && present.isEmpty()) {
        allLeft.complete(null);
      }
    }
    return CompletableFuture.completedStage(null);
  }
}
