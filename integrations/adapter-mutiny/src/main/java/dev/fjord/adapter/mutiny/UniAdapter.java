package dev.fjord.adapter.mutiny;

import dev.fjord.spi.ReturnAdapter;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets methods return a {@link Uni}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class UniAdapter implements ReturnAdapter {
  /** For {@link java.util.ServiceLoader}. */
  public UniAdapter() {}

  @Override
  public Class<?> type() {
    return Uni.class;
  }

  @Override
  public CompletionStage<?> toStage(Object returned) {
    return ((Uni<?>) returned).subscribeAsCompletionStage();
  }

  @Override
  public Object fromCall(Supplier<? extends CompletionStage<?>> call) {
    return Uni.createFrom().completionStage(call);
  }
}
