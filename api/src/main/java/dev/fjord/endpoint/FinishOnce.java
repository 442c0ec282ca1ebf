package dev.fjord.endpoint;

import dev.fjord.spi.EndpointMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets exactly one of those that race to finish a message do so: its method's end, a timeout, a
 * shutdown. Thread-safe.
 */
public final class FinishOnce {
  private static final Logger LOG = LoggerFactory.getLogger(FinishOnce.class);

  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();

  /** Runs the first step that comes and returns true; later ones are dropped. */
  public boolean run(EndpointMethod method, Supplier<CompletionStage<@Nullable Void>> step) {
    if (!begun.compareAndSet(false, true)) {
      return false;
    }
    CompletionStage<@Nullable Void> done;
    try {
      done = step.get();
    } catch (Throwable e) {
      LOG.error("Finishing a message for {} failed", method.javaName(), e);
      finished.complete(null);
      return true;
    }
    done.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            LOG.debug("Settling a message for {} failed", method.javaName(), failure);
          }
          finished.complete(null);
        });
    return true;
  }

  /** Completes, never exceptionally, when the step that won has ended. */
  public CompletionStage<@Nullable Void> finished() {
    return finished;
  }
}
