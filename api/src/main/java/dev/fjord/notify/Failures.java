package dev.fjord.notify;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What went wrong in stages that ran beside each other. */
final class Failures {
  private Failures() {}

  /** The failure itself, without what stages wrap around it. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /**
   * Completes when all stages have; exceptionally with the failure of the first of them that
   * failed, to which those of the others are attached.
   */
  static CompletableFuture<@Nullable Void> all(List<CompletableFuture<@Nullable Void>> stages) {
    if (stages.size() == 1) {
      return stages.get(0);
    }
    CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    CompletionStage<?> ignored =
        CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new))
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    end.complete(null);
                  } else {
                    end.completeExceptionally(first(stages));
                  }
                });
    return end;
  }

  private static Throwable first(List<CompletableFuture<@Nullable Void>> ended) {
    Throwable first = null;
    for (CompletableFuture<@Nullable Void> stage : ended) {
      if (stage.isCompletedExceptionally()) {
        Throwable failure = cause(stage.handle((nothing, thrown) -> thrown).join());
        if (first == null) {
          first = failure;
        } else if (!first.equals(failure)) {
          first.addSuppressed(failure);
        }
      }
    }
    return first == null ? new IllegalStateException("Nothing failed") : first;
  }
}
