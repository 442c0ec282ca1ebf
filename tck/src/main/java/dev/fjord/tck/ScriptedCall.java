package dev.fjord.tck;

import dev.fjord.spi.EventLoop;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message to a method of a {@link ScriptedDispatcher}: how it shall behave, set before it is
 * delivered, and what became of it.
 *
 * <p>Thread-safe once delivered.
 *
 * @since 0.1.0
 */
public final class ScriptedCall {
  private static final String ID = "tck_call";
  private static final String METHOD = "method";

  private final String id = UUID.randomUUID().toString();
  private final String method;
  private Supplier<Optional<Duration>> budget = Optional::empty;
  private CompletableFuture<?> acknowledging = CompletableFuture.completedFuture(null);
  private CompletableFuture<?> replying = CompletableFuture.completedFuture(null);
  private @Nullable String following;
  private @Nullable RuntimeException finishFailure;
  private Runnable atEnd = () -> {};

  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Thread> started = new CompletableFuture<>();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
  private final AtomicInteger acknowledgements = new AtomicInteger();
  private final AtomicInteger requeues = new AtomicInteger();
  private final AtomicInteger finishes = new AtomicInteger();
  private final AtomicBoolean interruptedAtFinish = new AtomicBoolean();
  private final AtomicBoolean askedTooEarly = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  private ScriptedCall(String method) {
    this.method = method;
  }

  /** A call of a method, with no budget, which can be acknowledged and replied to at once. */
  public static ScriptedCall to(String method) {
    return new ScriptedCall(method);
  }

  /** Gives it a budget that counts down from now. */
  public ScriptedCall withBudget(Duration whole, Timers timers) {
    long begin = timers.nanoTime();
    budget =
        () -> {
          Duration left = whole.minusNanos(timers.nanoTime() - begin);
          return Optional.of(left.isNegative() ? Duration.ZERO : left);
        };
    return this;
  }

  /** Lets its acknowledgement end as a future does; on a blocking wire it blocks until then. */
  public ScriptedCall acknowledgedWith(CompletableFuture<?> gate) {
    acknowledging = gate;
    return this;
  }

  /** Lets its reply end as a future does; on a blocking wire it blocks until then. */
  public ScriptedCall repliedWith(CompletableFuture<?> gate) {
    replying = gate;
    return this;
  }

  /** Leads it to a second method after the first. */
  public ScriptedCall followedBy(String secondMethod) {
    following = secondMethod;
    return this;
  }

  /** Lets its invocation break the contract: to finish it throws. */
  public ScriptedCall breakingAtFinish(RuntimeException failure) {
    finishFailure = failure;
    return this;
  }

  /** The method it goes to. */
  public String method() {
    return method;
  }

  /** Completes when it was handed over. */
  public CompletableFuture<@Nullable Void> taken() {
    return taken;
  }

  /** Completes with the thread on which its endpoint method was first called. */
  public CompletableFuture<Thread> started() {
    return started;
  }

  /** Each call of an endpoint method for it, in order. */
  public List<Run> runs() {
    return List.copyOf(runs);
  }

  /** Completes with the outcome it was first finished with. */
  public CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Completes when it is settled and replied to, or was given back, or belongs to another. */
  public CompletableFuture<@Nullable Void> done() {
    return done;
  }

  /** How often it was acknowledged. */
  public int acknowledgements() {
    return acknowledgements.get();
  }

  /** How often it was requeued. */
  public int requeues() {
    return requeues.get();
  }

  /** How often its invocation was finished, repeats included. */
  public int finishes() {
    return finishes.get();
  }

  /** Whether its method was asked for before it was accepted. */
  public boolean wasAskedTooEarly() {
    return askedTooEarly.get();
  }

  /** Whether the thread that finished it had its interrupt flag set. */
  public boolean wasInterruptedAtFinish() {
    return interruptedAtFinish.get();
  }

  /**
   * One call of an endpoint method.
   *
   * @param method its name
   * @param thread where it ran
   * @param loop the loop it ran on, if it did
   */
  public record Run(String method, Thread thread, Optional<EventLoop> loop) {}

  String id() {
    return id;
  }

  static String idOf(Payload payload) {
    return payload.field(ID).map(JsonText::asString).orElse("");
  }

  static String methodOf(Payload payload) {
    return payload.field(METHOD).map(JsonText::asString).orElse("");
  }

  Payload payload() {
    return Payload.builder().add(ID, JsonText.of(id)).add(METHOD, JsonText.of(method)).build();
  }

  Optional<Duration> budget() {
    return budget.get();
  }

  CompletableFuture<?> acknowledge() {
    acknowledgements.incrementAndGet();
    return acknowledging;
  }

  CompletableFuture<?> reply() {
    return replying;
  }

  void requeue() {
    requeues.incrementAndGet();
    markDone();
  }

  void markAskedTooEarly() {
    askedTooEarly.set(true);
  }

  void markTaken() {
    taken.complete(null);
  }

  void markStarted(String name) {
    runs.add(new Run(name, Thread.currentThread(), EventLoop.current()));
    started.complete(Thread.currentThread());
  }

  /** Returns whether this was the first call. */
  boolean markFinished(Outcome ended) {
    if (finishes.incrementAndGet() > 1) {
      return false;
    }
    interruptedAtFinish.set(Thread.currentThread().isInterrupted());
    outcome.complete(ended);
    if (finishFailure != null) {
      markDone();
      throw finishFailure;
    }
    return true;
  }

  void markDone() {
    if (ended.compareAndSet(false, true)) {
      atEnd.run();
      done.complete(null);
    }
  }

  /**
   * Has a task run before {@link #done} completes. A stage that depends on it would not do: a
   * thread that waits for it may have taken that over and be late.
   */
  void atEnd(Runnable task) {
    atEnd = task;
  }

  Optional<String> following() {
    return Optional.ofNullable(following);
  }
}
