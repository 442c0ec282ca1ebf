package dev.fjord.benchmarks;

import dev.fjord.rpc.RpcClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls one method, with at most so many calls under way. Used by one thread. */
final class CallWindow {
  private final RpcClient client;
  private final String method;
  private final int size;
  private final Semaphore free;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  CallWindow(RpcClient client, String method, int size) {
    this.client = client;
    this.method = method;
    this.size = size;
    this.free = new Semaphore(size);
  }

  /** Begins a call as soon as there is room for it. */
  void call() throws InterruptedException {
    free.acquire();
    Throwable failed = failure.get();
    if (failed != null) {
      free.release();
      throw new IllegalStateException("A call of the benchmark failed", failed);
    }
    CompletableFuture<?> ignored =
        client.request(method).arg("value", 42).callAsync(Integer.class).whenComplete(this::ended);
  }

  /** Waits until no call is under way. */
  void drain() throws InterruptedException {
    free.acquire(size);
    free.release(size);
  }

  private void ended(@Nullable Integer result, @Nullable Throwable failed) {
    if (failed != null) {
      failure.set(failed);
    } else if (result == null || result != 42) {
      failure.set(new IllegalStateException("A call was answered with " + result));
    }
    free.release();
  }
}
