package dev.fjord.adapter.reactor;

import dev.fjord.spi.ReturnAdapter;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Lets methods return a {@link Mono}; an empty one stands for null. Thread-safe.
 *
 * @since 0.1.0
 */
public final class MonoAdapter implements ReturnAdapter {
  /** For {@link java.util.ServiceLoader}. */
  public MonoAdapter() {}

  @Override
  public Class<?> type() {
    return Mono.class;
  }

  @Override
  public CompletionStage<?> toStage(Object returned) {
    return ((Mono<?>) returned).toFuture();
  }

  @Override
  public Object fromCall(Supplier<? extends CompletionStage<?>> call) {
    return Mono.fromFuture(() -> call.get().toCompletableFuture());
  }
}
