package dev.fjord.spi;

import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Driver} of a {@link BlockingDriver}: the one place where blocking wires meet the
 * rule that nobody is blocked. A reply that blocks leaves from a virtual thread of its own, so it
 * stops no other message.
 *
 * @since 0.1.0
 */
public final class BlockingDriverAdapter implements Driver {
  private final BlockingDriver blocking;
  private final String name;
  private final Map<Work<?>, String> pending = new ConcurrentHashMap<>();
  private final Set<PollingListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Adapts a driver whose threads are named after {@code name}. */
  public BlockingDriverAdapter(BlockingDriver blocking, String name) {
    this.blocking = blocking;
    this.name = name;
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    return this.<@Nullable Void>onVirtualThread(
        "send",
        () -> {
          blocking.send(to, message, options);
          return null;
        });
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    Work<JsonText> reply = onVirtualThread("call", () -> blocking.call(to, message, options));
    return new PendingCall() {
      @Override
      public CompletionStage<JsonText> reply() {
        return reply;
      }

      @Override
      public void cancel() {
        reply.cancel(true);
      }
    };
  }

  @Override
  public Listener listen(ListenRequest request) {
    PollingListener listener =
        new PollingListener(() -> listenUnlessClosed(request), name, listeners::remove);
    listeners.add(listener);
    return listener;
  }

  @Override
  public Set<Capability> capabilities() {
    return blocking.capabilities();
  }

  @Override
  public void close() {
    closed = true;
    // Completed first, so that a caller learns of the close and not of the interrupt it causes.
    for (Work<?> work : pending.keySet()) {
      work.fail(closedFailure());
    }
    // Else each of them would go on to poll what is closed.
    listeners.forEach(PollingListener::close);
    blocking.close();
  }

  private BlockingListener listenUnlessClosed(ListenRequest request) throws InterruptedException {
    if (closed) {
      throw closedFailure();
    }
    return blocking.listen(request);
  }

  private <T extends @Nullable Object> Work<T> onVirtualThread(String what, BlockingCall<T> body) {
    Work<T> work = new Work<>();
    pending.put(work, name);
    // After the put: a close either sees the work or is seen here.
    if (closed) {
      pending.remove(work);
      work.completeExceptionally(closedFailure());
      return work;
    }
    // Interrupted if somebody else completes the future: a cancel or a close.
    work.runsOn(Thread.ofVirtual().name("wire-" + name + "-" + what).start(() -> run(work, body)));
    return work;
  }

  private <T extends @Nullable Object> void run(Work<T> work, BlockingCall<T> body) {
    try {
      work.complete(body.run());
    } catch (InterruptedException e) {
      work.completeExceptionally(closedFailure());
    } catch (Throwable e) {
      work.completeExceptionally(e);
    } finally {
      pending.remove(work);
    }
  }

  private TransportClosedException closedFailure() {
    return new TransportClosedException("The transport " + name + " is closed");
  }

  /** The future of a body that runs on a virtual thread. */
  private static final class Work<T extends @Nullable Object> extends CompletableFuture<T> {
    private @Nullable Thread thread;

    synchronized void runsOn(Thread newThread) {
      thread = newThread;
      if (isDone()) {
        newThread.interrupt();
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      interrupt();
      return cancelled;
    }

    void fail(Throwable cause) {
      completeExceptionally(cause);
      interrupt();
    }

    private synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** Something that blocks. */
  @FunctionalInterface
  private interface BlockingCall<T extends @Nullable Object> {
    T run() throws InterruptedException;
  }
}
