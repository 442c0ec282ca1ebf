package dev.fjord.spi;

import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Driver} of a {@link BlockingDriver}: the one place where blocking wires meet the
 * rule that nobody is blocked. A reply that blocks leaves from a virtual thread of its own, so it
 * stops no other message.
 */
public final class BlockingDriverAdapter implements Driver {
  private final BlockingDriver blocking;
  private final String name;
  private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Adapts a driver whose threads are named after {@code name}. */
  public BlockingDriverAdapter(BlockingDriver blocking, String name) {
    this.blocking = blocking;
    this.name = name;
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    return onVirtualThread(
            "send",
            () -> {
              blocking.send(to, message, options);
              return JsonText.NULL;
            })
        .thenApply(done -> null);
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    CompletableFuture<JsonText> reply =
        onVirtualThread("call", () -> blocking.call(to, message, options));
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
    return new PollingListener(() -> blocking.listen(request), name);
  }

  @Override
  public Set<Capability> capabilities() {
    return blocking.capabilities();
  }

  @Override
  public void close() {
    closed = true;
    // Completed first, so that a caller learns of the close and not of the interrupt it causes.
    for (CompletableFuture<?> future : pending) {
      future.completeExceptionally(closedFailure());
    }
    blocking.close();
  }

  private CompletableFuture<JsonText> onVirtualThread(String what, BlockingCall body) {
    CompletableFuture<JsonText> done = new CompletableFuture<>();
    if (closed) {
      done.completeExceptionally(closedFailure());
      return done;
    }
    pending.add(done);
    Thread thread =
        Thread.ofVirtual()
            .name("wire-" + name + "-" + what)
            .start(
                () -> {
                  try {
                    done.complete(body.run());
                  } catch (InterruptedException e) {
                    done.completeExceptionally(closedFailure());
                  } catch (Throwable e) {
                    done.completeExceptionally(e);
                  }
                });
    done.whenComplete(
        (value, failure) -> {
          pending.remove(done);
          // Ends the body if somebody else completed the future: a cancel or a close.
          thread.interrupt();
        });
    return done;
  }

  private TransportClosedException closedFailure() {
    return new TransportClosedException("The transport " + name + " is closed");
  }

  /** Something that blocks. */
  @FunctionalInterface
  private interface BlockingCall {
    JsonText run() throws InterruptedException;
  }
}
