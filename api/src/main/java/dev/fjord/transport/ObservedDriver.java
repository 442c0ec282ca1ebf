package dev.fjord.transport;

import dev.fjord.MalformedMessageException;
import dev.fjord.Target;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.BrokerObject;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import dev.fjord.telemetry.MessageKind;
import dev.fjord.telemetry.SendObserver;
import dev.fjord.telemetry.Sending;
import dev.fjord.telemetry.Telemetry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A driver that tells telemetry what it sends. Thread-safe. */
final class ObservedDriver implements Driver {
  private final Driver driver;
  private final JsonCodec codec;
  private final Telemetry telemetry;

  ObservedDriver(Driver driver, JsonCodec codec, Telemetry telemetry) {
    this.driver = driver;
    this.codec = codec;
    this.telemetry = telemetry;
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    boolean isCast = options.kind() == SendOptions.Kind.CAST;
    Sending sending =
        new Sending(
            isCast ? MessageKind.CAST : MessageKind.NOTIFICATION,
            to,
            name(message.body(), isCast ? "method" : "event_type"));
    return observed(sending, message, sent -> driver.send(to, sent, options), Function.identity());
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    Sending sending = new Sending(MessageKind.CALL, to, name(message.body(), "method"));
    return observed(sending, message, sent -> driver.call(to, sent, options), PendingCall::reply);
  }

  @Override
  public Listener listen(ListenRequest request) {
    return driver.listen(request);
  }

  @Override
  public List<BrokerObject> declaredFor(ListenRequest request) {
    return driver.declaredFor(request);
  }

  @Override
  public List<BrokerObject> declaredForCalls(Target to) {
    return driver.declaredForCalls(to);
  }

  @Override
  public Set<Capability> capabilities() {
    return driver.capabilities();
  }

  @Override
  public void close() {
    driver.close();
  }

  private <R> R observed(
      Sending sending,
      OutgoingMessage message,
      Function<OutgoingMessage, R> send,
      Function<R, ? extends CompletionStage<?>> end) {
    SendObserver observer = telemetry.sending(sending);
    R sent;
    try {
      sent = send.apply(new OutgoingMessage(message.body(), observer.outgoing(message.context())));
    } catch (RuntimeException | Error e) {
      observer.ended(e);
      throw e;
    }
    CompletionStage<?> ignored =
        end.apply(sent)
            .whenComplete(
                (value, failure) ->
                    observer.ended(
                        failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure));
    return sent;
  }

  /** What cannot be read, such as a message that is too large, is the driver's to refuse. */
  private String name(JsonText body, String field) {
    try {
      return codec.readFields(body).field(field).flatMap(codec::readString).orElse("");
    } catch (MalformedMessageException e) {
      return "";
    }
  }
}
