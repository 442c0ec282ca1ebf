package dev.fjord.driver.fake;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Blocks until a stage is complete. */
final class Waiting {
  private Waiting() {}

  static <T extends @Nullable Object> T untilDone(CompletionStage<T> stage)
      throws InterruptedException {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A stage of the fake driver fails with its exceptions", e);
    }
  }
}
