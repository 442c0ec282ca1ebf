package dev.fjord.embedded.artemis;

import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A driver whose broker ends with it. Thread-safe. */
final class OwnBrokerDriver implements Driver {
  private final Driver driver;
  private final EmbeddedArtemis broker;

  OwnBrokerDriver(Driver driver, EmbeddedArtemis broker) {
    this.driver = driver;
    this.broker = broker;
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    return driver.send(to, message, options);
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    return driver.call(to, message, options);
  }

  @Override
  public Listener listen(ListenRequest request) {
    return driver.listen(request);
  }

  @Override
  public Set<Capability> capabilities() {
    return driver.capabilities();
  }

  @Override
  public void close() {
    try {
      driver.close();
    } finally {
      broker.close();
    }
  }
}
