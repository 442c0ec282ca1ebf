package dev.fjord.context;

import dev.fjord.MessageContext;
import dev.fjord.context.ContextPropagator.Capture;
import dev.fjord.context.ContextPropagator.Restore;
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
 * What belongs to a request at one moment: its {@link MessageContext}, the log's MDC, and what the
 * {@link ContextPropagator}s of this process carry. It is current in an endpoint method, on the
 * stages that Fjord returns, and while the reply is made; for stages of others, wrap what is
 * attached:
 *
 * <pre>
 * ContextSnapshot context = ContextSnapshot.capture();
 * return database.find(name).thenApply(context.wrap(row -&gt; row.size()));
 * </pre>
 *
 * <p>Immutable and thread-safe; nothing blocks.
 */
public final class ContextSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(ContextSnapshot.class);
  private static final ThreadLocal<@Nullable ContextSnapshot> CURRENT = new ThreadLocal<>();

  /** Of a message without context, where nothing but the MDC is carried along. */
  private static final ContextSnapshot OF_NOTHING =
      new ContextSnapshot(MessageContext.empty(), new Capture[] {MdcPropagator.NOTHING});

  private final MessageContext message;
  private final Capture[] captures;

  private ContextSnapshot(MessageContext message, Capture[] captures) {
    this.message = message;
    this.captures = captures;
  }

  /** What is current on this thread. */
  public static ContextSnapshot capture() {
    return of(current(), ContextPropagator::capture);
  }

  /** What is to be current while a message is worked on that came with a context. */
  public static ContextSnapshot received(MessageContext context) {
    return of(context, propagator -> propagator.received(context));
  }

  /**
   * The context to send with a message: the client's own, else that of the request which this
   * thread works on, and what the propagators add.
   */
  public static MessageContext outgoing(MessageContext own) {
    MessageContext sent = own.asMap().isEmpty() ? current() : own;
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

  /** The request's own context. */
  public MessageContext message() {
    return message;
  }

  /** Makes it current on this thread until the scope is closed, on this thread as well. */
  public Scope enter() {
    ContextSnapshot before = CURRENT.get();
    // Of nothing there is nothing to tell: most messages come without a context.
    ContextSnapshot now = isOfNothing() ? null : this;
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

  /** Whether there is nothing in it, so that to enter it only keeps the thread tidy. */
  public boolean isOfNothing() {
    return this == OF_NOTHING;
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

  /** How long a snapshot is current. Confined to the thread that entered. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Puts back what was current before. */
    @Override
    void close();
  }

  private static ContextSnapshot of(
      MessageContext message, Function<ContextPropagator, Capture> capturing) {
    ContextPropagator[] propagators = Propagators.INSTALLED;
    Capture[] captures = new Capture[propagators.length];
    for (int i = 0; i < propagators.length; i++) {
      try {
        captures[i] = capturing.apply(propagators[i]);
      } catch (RuntimeException e) {
        LOG.error("{} failed to capture what is current", propagators[i], e);
        captures[i] = Capture.nothing();
      }
    }
    boolean isOfNothing =
        captures.length == 1
            && captures[0].equals(MdcPropagator.NOTHING)
            && message.asMap().isEmpty();
    return isOfNothing ? OF_NOTHING : new ContextSnapshot(message, captures);
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
