package dev.fjord.notify;

import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message of a batch. It holds a slot from its arrival to the end of its batch; the first of each
 * priority stands for all of that priority. Thread-safe: its part is set before its acceptance
 * completes, and asked for after that.
 */
final class BatchMember implements Invocation {
  private final Arrival arrival;
  private final BatchCollector collector;
  private final CompletableFuture<@Nullable Void> accepted = new CompletableFuture<>();
  private volatile @Nullable Invocation part;

  BatchMember(Arrival arrival, BatchCollector collector) {
    this.arrival = arrival;
    this.collector = collector;
  }

  Arrival arrival() {
    return arrival;
  }

  /** Ends the wait: the batch is complete. */
  void play(Invocation itsPart) {
    part = itsPart;
    accepted.complete(null);
  }

  @Override
  public CompletionStage<@Nullable Void> accept() {
    collector.add(this);
    return accepted;
  }

  @Override
  public EndpointMethod method() {
    return part().method();
  }

  @Override
  public boolean goesAlong() {
    return part().goesAlong();
  }

  @Override
  public Optional<Duration> budget() {
    return arrival.message().budget();
  }

  @Override
  public CompletionStage<Outcome> invoke() {
    return part().invoke();
  }

  @Override
  public Optional<Invocation> next(Outcome outcome) {
    return part().next(outcome);
  }

  @Override
  public boolean finish(Outcome outcome) {
    return part().finish(outcome);
  }

  @Override
  public CompletionStage<@Nullable Void> finished() {
    return part().finished();
  }

  private Invocation part() {
    return Objects.requireNonNull(part, "the batch is not complete");
  }
}
