package dev.fjord.context;

import dev.fjord.MessageContext;
import dev.fjord.context.ContextPropagator.Capture;
import dev.fjord.context.ContextPropagator.Restore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What belongs to a request at one moment: its {@link MessageContext}, the time that is left to it,
 * the log's MDC, and what the {@link ContextPropagator}s of this process carry. It is current in an
 * endpoint method, on the stages that Fjord returns, and while the reply is made, so that calls
 * made there carry the context on and inherit the time; for stages of others, wrap what is
 * attached:
 *
 * <pre>
 * ContextSnapshot context = ContextSnapshot.capture();
 * return database.find(name).thenApply(context.wrap(row -&gt; row.size()));
 * </pre>
 *
 * <p>Immutable and thread-safe; nothing blocks.
 *
 * @since 0.1.0
 */
public final class ContextSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(ContextSnapshot.class);
  private static final ThreadLocal<@Nullable ContextSnapshot> CURRENT = new ThreadLocal<>();

  /** Where nothing but the MDC is carried along, and that is empty. */
  private static final Capture[] NO_CAPTURES = {MdcPropagator.NOTHING};

  private static final ContextSnapshot OF_NOTHING =
      new ContextSnapshot(MessageContext.empty(), null, NO_CAPTURES);

  private final MessageContext message;
  private final @Nullable TimeLeft time;
  private final Capture[] captures;

  private ContextSnapshot(MessageContext message, @Nullable TimeLeft time, Capture[] captures) {
    this.message = message;
    this.time = time;
    this.captures = captures;
  }

  /** What is current on this thread. */
  public static ContextSnapshot capture() {
    ContextSnapshot here = CURRENT.get();
    Capture[] captures = captures(ContextPropagator::capture);
    if (here == null) {
      return areNone(captures)
          ? OF_NOTHING
          : new ContextSnapshot(MessageContext.empty(), null, captures);
    }
    return areNone(captures) && areNone(here.captures)
        ? here
        : new ContextSnapshot(here.message, here.time, captures);
  }

  /**
   * What is to be current while a message is worked on.
   *
   * @param travelled what came with it, which the propagators read
   * @param context what the endpoint is given of that
   * @param time tells how much time is left to it
   */
  public static ContextSnapshot received(
      MessageContext travelled, MessageContext context, TimeLeft time) {
    return new ContextSnapshot(
        context, time, captures(propagator -> propagator.received(travelled)));
  }

  /** A context, or that of the request which this thread works on if it is empty. */
  public static MessageContext orCurrent(MessageContext own) {
    return own.asMap().isEmpty() ? current() : own;
  }

  /** The context to send with a message: what is given, and what the propagators add. */
  public static MessageContext outgoing(MessageContext context) {
    MessageContext sent = context;
    for (ContextPropagator propagator : Propagators.INSTALLED) {
      try {
        sent = propagator.outgoing(sent);
      } catch (RuntimeException e) {
        LOG.error("{} failed with an outgoing context", propagator, e);
      }
    }
    return sent;
  }

  /** The context of the request that this thread works on; empty if it works on none. */
  public static MessageContext current() {
    ContextSnapshot snapshot = CURRENT.get();
    return snapshot == null ? MessageContext.empty() : snapshot.message;
  }

  /**
   * How much time the request that this thread works on has left; empty if it has no limit, or
   * there is no request.
   */
  public static Optional<Duration> currentTimeLeft() {
    ContextSnapshot snapshot = CURRENT.get();
    return snapshot == null || snapshot.time == null ? Optional.empty() : snapshot.time.budget();
  }

  /** The request's own context. */
  public MessageContext message() {
    return message;
  }

  /** Makes it current on this thread until the scope is closed, on this thread as well. */
  public Scope enter() {
    ContextSnapshot before = CURRENT.get();
    ContextSnapshot now = this == OF_NOTHING ? null : this;
    Restore[] restores = new Restore[captures.length];
    for (int i = 0; i < captures.length; i++) {
      restores[i] = entered(captures[i]);
    }
    if (now != before) {
      CURRENT.set(now);
    }
    return () -> {
      if (now != before) {
        CURRENT.set(before);
      }
      leave(restores);
    };
  }

  /** Whether there is nothing in it but the time: most messages come without a context. */
  public boolean isWithoutContext() {
    return areNone(captures) && message.asMap().isEmpty();
  }

  /** A task that runs with this current. */
  public Runnable wrap(Runnable task) {
    return () -> {
      Scope scope = enter();
      try {
        task.run();
      } finally {
        scope.close();
      }
    };
  }

  /** A supplier that runs with this current. */
  public <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> supplier) {
    return () -> {
      Scope scope = enter();
      try {
        return supplier.get();
      } finally {
        scope.close();
      }
    };
  }

  /**
   * A function that runs with this current, such as for {@code thenApply} and {@code thenCompose}.
   */
  public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrap(
      Function<T, R> function) {
    return value -> {
      Scope scope = enter();
      try {
        return function.apply(value);
      } finally {
        scope.close();
      }
    };
  }

  /** A function that runs with this current, such as for {@code handle}. */
  public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
      BiFunction<T, U, R> wrap(BiFunction<T, U, R> function) {
    return (first, second) -> {
      Scope scope = enter();
      try {
        return function.apply(first, second);
      } finally {
        scope.close();
      }
    };
  }

  /** As {@link #wrap(Function)}, for {@code thenAccept}. */
  public <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> consumer) {
    return value -> {
      Scope scope = enter();
      try {
        consumer.accept(value);
      } finally {
        scope.close();
      }
    };
  }

  /** As {@link #wrap(BiFunction)}, for {@code whenComplete}. */
  public <T extends @Nullable Object, U extends @Nullable Object> BiConsumer<T, U> wrapBiConsumer(
      BiConsumer<T, U> consumer) {
    return (first, second) -> {
      Scope scope = enter();
      try {
        consumer.accept(first, second);
      } finally {
        scope.close();
      }
    };
  }

  /** An executor whose tasks run with this current. */
  public Executor wrapExecutor(Executor executor) {
    return task -> executor.execute(wrap(task));
  }

  /** How long a request may still take. Thread-safe. */
  @FunctionalInterface
  public interface TimeLeft {
    /** What is left now, never negative; empty if there is no limit. */
    Optional<Duration> budget();
  }

  /** How long a snapshot is current. Confined to the thread that entered. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Puts back what was current before. */
    @Override
    void close();
  }

  private static Capture[] captures(Function<ContextPropagator, Capture> capturing) {
    ContextPropagator[] propagators = Propagators.INSTALLED;
    Capture first = captured(propagators[0], capturing);
    if (propagators.length == 1 && first.equals(MdcPropagator.NOTHING)) {
      return NO_CAPTURES;
    }
    Capture[] captures = new Capture[propagators.length];
    captures[0] = first;
    for (int i = 1; i < propagators.length; i++) {
      captures[i] = captured(propagators[i], capturing);
    }
    return captures;
  }

  @SuppressWarnings("ReferenceEquality") // one array stands for nothing, and none is its equal
  private static boolean areNone(Capture[] captures) {
    return captures == NO_CAPTURES;
  }

  private static Capture captured(
      ContextPropagator propagator, Function<ContextPropagator, Capture> capturing) {
    try {
      return capturing.apply(propagator);
    } catch (RuntimeException e) {
      LOG.error("{} failed to capture what is current", propagator, e);
      return Capture.nothing();
    }
  }

  private static Restore entered(Capture capture) {
    try {
      return capture.enter();
    } catch (RuntimeException e) {
      LOG.error("What was captured could not be made current", e);
      return () -> {};
    }
  }

  private static void leave(Restore[] restores) {
    for (int i = restores.length - 1; i >= 0; i--) {
      try {
        restores[i].restore();
      } catch (RuntimeException e) {
        LOG.error("What was current before could not be put back", e);
      }
    }
  }
}
