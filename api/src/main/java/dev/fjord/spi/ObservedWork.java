package dev.fjord.spi;

import dev.fjord.MessageContext;
import dev.fjord.telemetry.MessageKind;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.Telemetry;
import dev.fjord.telemetry.WorkObserver;
import java.util.Locale;

/** A message at one method, with those who want to be told of it. */
final class ObservedWork {
  private final Telemetry telemetry;
  private final Receipt receipt;
  private final WorkObserver observer;

  private ObservedWork(Telemetry telemetry, Receipt receipt) {
    this.telemetry = telemetry;
    this.receipt = receipt;
    this.observer = telemetry.received(receipt);
  }

  /** A message that has just been taken. */
  static ObservedWork received(
      Telemetry telemetry, String server, EndpointMethod method, IncomingMessage message) {
    MessageKind kind =
        message.expectsReply()
            ? MessageKind.CALL
            : message.payload().field("event_type").isPresent()
                ? MessageKind.NOTIFICATION
                : MessageKind.CAST;
    return new ObservedWork(telemetry, receipt(kind, server, method, message.context()));
  }

  /** The same message at the method that follows. */
  ObservedWork next(EndpointMethod method) {
    return new ObservedWork(
        telemetry, receipt(receipt.kind(), receipt.server(), method, receipt.context()));
  }

  WorkObserver observer() {
    return observer;
  }

  private static Receipt receipt(
      MessageKind kind, String server, EndpointMethod method, MessageContext context) {
    return new Receipt(
        kind,
        server,
        method.name(),
        method.javaName(),
        method.style().name().toLowerCase(Locale.ROOT),
        context);
  }
}
