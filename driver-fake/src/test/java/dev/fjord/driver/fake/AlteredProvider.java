package dev.fjord.driver.fake;

import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A correct driver with places to break it. */
class AlteredProvider implements DriverProvider {
  private final FakeBroker broker = FakeBroker.onRealTime();

  @Override
  public Set<String> schemes() {
    return broker.schemes();
  }

  @Override
  public Driver open(TransportUrl url, DriverSettings settings) {
    return new AlteredDriver(broker.open(url, settings(settings)));
  }

  DriverSettings settings(DriverSettings inner) {
    return inner;
  }

  PendingCall call(Driver inner, Target to, OutgoingMessage message, CallOptions options) {
    return inner.call(to, message, options);
  }

  CompletionStage<Void> send(
      Driver inner, Target to, OutgoingMessage message, SendOptions options) {
    return inner.send(to, message, options);
  }

  Listener listener(Listener inner) {
    return inner;
  }

  IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
    return inner;
  }

  void closed() {}

  private final class AlteredDriver implements Driver {
    private final Driver inner;

    AlteredDriver(Driver inner) {
      this.inner = inner;
    }

    @Override
    public CompletionStage<Void> send(Target to, OutgoingMessage message, SendOptions options) {
      return AlteredProvider.this.send(inner, to, message, options);
    }

    @Override
    public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
      return AlteredProvider.this.call(inner, to, message, options);
    }

    @Override
    public Listener listen(ListenRequest request) {
      Listener listening =
          new ForwardingListener(inner.listen(request)) {
            @Override
            public CompletionStage<Void> start(IncomingHandler handler) {
              return inner.start(taken -> handler.handle(message(taken, handler)));
            }
          };
      return listener(listening);
    }

    @Override
    public Set<Capability> capabilities() {
      return inner.capabilities();
    }

    @Override
    public void close() {
      inner.close();
      closed();
    }
  }
}
