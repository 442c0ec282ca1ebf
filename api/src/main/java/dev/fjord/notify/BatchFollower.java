package dev.fjord.notify;

import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Style;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that goes along with the first of its batch: it does nothing, and is
 * finished when that one is, which settles both. Thread-safe.
 */
final class BatchFollower implements Invocation {
  private static final EndpointMethod NOTHING =
      new EndpointMethod("", "a notification of a batch", Style.ASYNC);

  private final Invocation leader;
  private final AtomicBoolean finished = new AtomicBoolean();

  BatchFollower(Invocation leader) {
    this.leader = leader;
  }

  @Override
  public EndpointMethod method() {
    return NOTHING;
  }

  @Override
  public boolean goesAlong() {
    return true;
  }

  @Override
  public Optional<Duration> budget() {
    return Optional.empty();
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Outcome> invoke() {
    return CompletableFuture.completedStage(new Outcome.Value(null));
  }

  @Override
  public boolean finish(Outcome outcome) {
    return finished.compareAndSet(false, true);
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return leader.finished();
  }
}
