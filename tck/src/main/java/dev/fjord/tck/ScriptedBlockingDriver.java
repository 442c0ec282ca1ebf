package dev.fjord.tck;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.spi.BlockingDriver;
import dev.fjord.spi.BlockingDriverAdapter;
import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A wire whose client can only block, behind the adapter that every such driver uses: an executor
 * must run the same on it. Listens only.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ScriptedBlockingDriver implements BlockingDriver, MessageSource {
  private final BlockingDriverAdapter adapter;
  private final Listener listener;
  private final Line line = new Line();

  /** A wire whose threads are named after {@code name}. */
  public ScriptedBlockingDriver(String name) {
    adapter = new BlockingDriverAdapter(this, name);
    listener =
        adapter.listen(
            new ListenRequest.Requests(Target.topic("tck").server("tck"), Integer.MAX_VALUE));
  }

  @Override
  public Listener listener() {
    return listener;
  }

  @Override
  public void deliver(ScriptedCall call) {
    line.add(call);
  }

  @Override
  public BlockingListener listen(ListenRequest request) {
    return line;
  }

  @Override
  public void send(Target to, OutgoingMessage message, SendOptions options) {
    throw new UnsupportedOperationException("This wire listens only");
  }

  @Override
  public JsonText call(Target to, OutgoingMessage message, CallOptions options) {
    throw new UnsupportedOperationException("This wire listens only");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.REQUEUE);
  }

  @Override
  public void close() {
    listener.close();
  }

  /** The messages in line. */
  private static final class Line implements BlockingListener {
    private final Queue<ScriptedCall> calls = new ArrayDeque<>();
    private boolean stopped;

    synchronized void add(ScriptedCall call) {
      calls.add(call);
      notifyAll();
    }

    /** Waits for as long as it takes: the clock of the tests stands still. */
    @Override
    public synchronized @Nullable Message poll(Duration wait) throws InterruptedException {
      while (calls.isEmpty() && !stopped) {
        wait();
      }
      ScriptedCall call = stopped ? null : calls.poll();
      return call == null ? null : new BlockingMessage(call);
    }

    @Override
    public synchronized void stop() {
      stopped = true;
      notifyAll();
    }

    @Override
    public void close() {
      stop();
    }
  }

  /** A scripted call as this wire hands it over. */
  private record BlockingMessage(ScriptedCall call) implements BlockingListener.Message {
    @Override
    public MessageContext context() {
      return MessageContext.empty();
    }

    @Override
    public Payload payload() {
      return call.payload();
    }

    @Override
    public Optional<Duration> budget() {
      return call.budget();
    }

    @Override
    public boolean expectsReply() {
      return true;
    }

    @Override
    public void acknowledge() throws InterruptedException {
      waitFor(call.acknowledge());
    }

    @Override
    public void requeue() {
      call.requeue();
    }

    @Override
    public void reply(Reply reply) throws InterruptedException {
      waitFor(call.reply());
    }

    @Override
    public Optional<Duration> heartbeatInterval() {
      return Optional.empty();
    }

    @Override
    public boolean heartbeat() {
      return false;
    }

    private static void waitFor(CompletableFuture<?> gate) throws InterruptedException {
      try {
        gate.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("The wire failed", e.getCause());
      }
    }
  }
}
