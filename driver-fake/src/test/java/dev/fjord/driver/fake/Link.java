package dev.fjord.driver.fake;

import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A driver on a broker whose clock stands still, with what its listeners were handed. */
final class Link implements AutoCloseable {
  static final Target TOPIC = Target.topic("compute");
  static final Duration MINUTE = Duration.ofMinutes(1);

  final LinkedBlockingDeque<IncomingMessage> taken = new LinkedBlockingDeque<>();
  final Driver driver;
  private final FakeBroker broker;

  Link(FakeBroker broker, String url) {
    this.broker = broker;
    driver =
        broker.open(
            TransportUrl.parse(url), new DriverSettings(FjordConfig.defaults(), broker.clock()));
  }

  Link(FakeBroker broker) {
    this(broker, "fake://");
  }

  Listener serve(String server, int slots) {
    return listen(new ListenRequest.Requests(TOPIC.server(server), 100), slots);
  }

  Listener listenTo(String priority, int slots) {
    return listen(
        new ListenRequest.Notifications(List.of(TOPIC), Set.of(priority), "", 100), slots);
  }

  PendingCall call(String n) {
    return call(n, CallOptions.within(MINUTE));
  }

  PendingCall call(String n, CallOptions options) {
    return driver.call(TOPIC, message(n), options);
  }

  CompletableFuture<Void> cast(Target to, String n) {
    return send(to, n, SendOptions.Kind.CAST);
  }

  CompletableFuture<Void> emit(String priority, String n) {
    return send(Target.topic("compute." + priority), n, SendOptions.Kind.NOTIFICATION);
  }

  IncomingMessage take() throws InterruptedException {
    IncomingMessage message = taken.poll(10, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("nothing was handed over");
    }
    return message;
  }

  static Reply result(String text) {
    return new Reply.Result(JsonText.of(text));
  }

  static String n(IncomingMessage message) {
    return message.payload().field("n").orElseThrow().asString();
  }

  FakeBroker broker() {
    return broker;
  }

  @Override
  public void close() {
    driver.close();
  }

  private Listener listen(ListenRequest request, int slots) {
    Listener listener = driver.listen(request);
    listener.start(taken::add).toCompletableFuture().join();
    if (slots > 0) {
      listener.request(slots);
    }
    return listener;
  }

  private CompletableFuture<Void> send(Target to, String n, SendOptions.Kind kind) {
    return driver.send(to, message(n), new SendOptions(kind, MINUTE)).toCompletableFuture();
  }

  private static OutgoingMessage message(String n) {
    return new OutgoingMessage(JsonText.of("{\"n\": " + n + "}"), MessageContext.empty());
  }
}
