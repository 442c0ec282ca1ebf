package dev.fjord.tck;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A listener on a wire that never blocks. Hands over what it is given, on one thread, as far as
 * slots were requested (L2).
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ScriptedListener implements Listener, MessageSource {
  private final ExecutorService wire;
  // Touched on the wire thread only.
  private final Queue<ScriptedCall> line = new ArrayDeque<>();
  private @Nullable IncomingHandler handler;
  private long slots;
  private boolean stopped;

  /** A listener whose thread is named {@code wire-<name>}. */
  public ScriptedListener(String name) {
    wire =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("wire-" + name).daemon(true).factory());
  }

  @Override
  public Listener listener() {
    return this;
  }

  @Override
  public void deliver(ScriptedCall call) {
    onWire(() -> line.add(call));
  }

  @Override
  public CompletionStage<@Nullable Void> start(IncomingHandler newHandler) {
    CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    onWire(
        () -> {
          if (handler != null || stopped) {
            started.completeExceptionally(new IllegalStateException("A listener is started once"));
          } else {
            handler = newHandler;
            started.complete(null);
          }
        });
    return started;
  }

  @Override
  public void request(int count) {
    onWire(() -> slots += count);
  }

  @Override
  public CompletionStage<@Nullable Void> stop() {
    CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    onWire(
        () -> {
          stopped = true;
          ended.complete(null);
        });
    return ended;
  }

  @Override
  public void close() {
    wire.shutdown();
  }

  private void onWire(Runnable step) {
    try {
      wire.execute(
          () -> {
            step.run();
            handOver();
          });
    } catch (RejectedExecutionException e) {
      // Closed: nothing is handed over any more, so the step has no meaning.
    }
  }

  private void handOver() {
    IncomingHandler to = handler;
    while (to != null && !stopped && slots > 0) {
      ScriptedCall call = line.poll();
      if (call == null) {
        return;
      }
      slots--;
      to.handle(new ScriptedMessage(call));
    }
  }
}
