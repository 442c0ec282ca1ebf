package dev.fjord.driver.fake;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.Listener;
import java.util.concurrent.CompletionStage;

/** Passes everything on; tests change one method. */
class ForwardingListener implements Listener {
  final Listener inner;

  ForwardingListener(Listener inner) {
    this.inner = inner;
  }

  @Override
  public CompletionStage<Void> start(IncomingHandler handler) {
    return inner.start(handler);
  }

  @Override
  public void request(int slots) {
    inner.request(slots);
  }

  @Override
  public CompletionStage<Void> stop() {
    return inner.stop();
  }

  @Override
  public void close() {
    inner.close();
  }
}
