package dev.fjord.logback;

import ch.qos.logback.classic.LoggerContext;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker that takes nothing before it is told to, and logs about it. */
final class StuckDriver implements Driver {
  private final LoggerContext logback;
  final List<CompletableFuture<Void>> sends = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();

  StuckDriver(LoggerContext logback) {
    this.logback = logback;
  }

  Transport open() {
    return Transport.builder()
        .config(FjordConfig.defaults())
        .url("stuck://h/")
        .provider(
            new DriverProvider() {
              @Override
              public Set<String> schemes() {
                return Set.of("stuck");
              }

              @Override
              public Driver open(TransportUrl url, DriverSettings settings) {
                return StuckDriver.this;
              }
            })
        .open();
  }

  @Override
  public CompletionStage<Void> send(Target to, OutgoingMessage message, SendOptions options) {
    logback.getLogger("dev.fjord.driver.stuck").warn("Something to send");
    logback.getLogger("some.library.of.the.driver").warn("Something to send");
    CompletableFuture<Void> sent = new CompletableFuture<>();
    bodies.add(message.body().asString());
    sends.add(sent);
    return sent;
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    throw new UnsupportedOperationException("nothing calls here");
  }

  @Override
  public Listener listen(ListenRequest request) {
    throw new UnsupportedOperationException("nothing listens here");
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public void close() {}
}
