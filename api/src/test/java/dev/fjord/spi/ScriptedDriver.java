package dev.fjord.spi;

import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.transport.Transport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A driver whose every send, call and listener ends when the test says so. */
public final class ScriptedDriver implements Driver {
  public record Sent(
      Target to, OutgoingMessage message, SendOptions options, CompletableFuture<Void> done) {}

  public record Called(
      Target to,
      OutgoingMessage message,
      CallOptions options,
      CompletableFuture<JsonText> reply,
      CompletableFuture<Void> cancelled) {}

  public final List<Sent> sends = new CopyOnWriteArrayList<>();
  public final List<Called> calls = new CopyOnWriteArrayList<>();
  public final List<ScriptedListener> listeners = new CopyOnWriteArrayList<>();
  public volatile Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  public volatile int closes;
  public volatile boolean failingClose;
  public volatile DriverSettings settings;
  public volatile CompletableFuture<Void> listening = CompletableFuture.completedFuture(null);

  public Transport open() {
    return open(FjordConfig.defaults());
  }

  public Transport open(FjordConfig config) {
    return Transport.builder()
        .config(config)
        .url("scripted://u:secret@h/")
        .provider(provider())
        .open();
  }

  public DriverProvider provider() {
    return new DriverProvider() {
      @Override
      public Set<String> schemes() {
        return Set.of("scripted");
      }

      @Override
      public Driver open(TransportUrl url, DriverSettings given) {
        settings = given;
        return ScriptedDriver.this;
      }
    };
  }

  @Override
  public CompletionStage<Void> send(Target to, OutgoingMessage message, SendOptions options) {
    Sent sent = new Sent(to, message, options, new CompletableFuture<>());
    sends.add(sent);
    return sent.done();
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    Called called =
        new Called(to, message, options, new CompletableFuture<>(), new CompletableFuture<>());
    calls.add(called);
    return new PendingCall() {
      @Override
      public CompletionStage<JsonText> reply() {
        return called.reply();
      }

      @Override
      public void cancel() {
        called.cancelled().complete(null);
        called.reply().cancel(false);
      }
    };
  }

  @Override
  public Listener listen(ListenRequest request) {
    ScriptedListener listener = new ScriptedListener(request);
    listeners.add(listener);
    return listener;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public void close() {
    closes++;
    if (failingClose) {
      throw new IllegalStateException("close failed");
    }
  }

  public final class ScriptedListener implements Listener {
    public final ListenRequest request;
    public volatile IncomingHandler handler;
    public volatile int requested;
    public volatile boolean closed;
    public final CompletableFuture<Void> stopped = new CompletableFuture<>();

    ScriptedListener(ListenRequest request) {
      this.request = request;
    }

    @Override
    public CompletionStage<Void> start(IncomingHandler newHandler) {
      handler = newHandler;
      return listening;
    }

    @Override
    public synchronized void request(int slots) {
      requested += slots;
    }

    @Override
    public CompletionStage<Void> stop() {
      stopped.complete(null);
      return stopped;
    }

    @Override
    public void close() {
      closed = true;
      stopped.complete(null);
    }
  }
}
