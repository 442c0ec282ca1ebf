package dev.fjord.driver.amqp.rabbit.wire;

import dev.fjord.codec.ContextCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;

/** Sorts the fields of one message into its own, its context and the wire's. Used once. */
final class MessageCollector {
  private final JsonCodec json;
  private final ContextCodec.Flattened context;
  private final Payload.Builder fields = Payload.builder();
  private String messageId = "";
  private String replyQueue = "";
  private String uniqueId = "";
  private JsonText timeout = JsonText.NULL;

  MessageCollector(JsonCodec json, ContextCodec.Flattened context) {
    this.json = json;
    this.context = context;
  }

  void take(String name, JsonText value) {
    switch (name) {
      case WireKeys.MESSAGE_ID -> messageId = string(value);
      case WireKeys.REPLY_QUEUE -> replyQueue = string(value);
      case WireKeys.UNIQUE_ID -> uniqueId = string(value);
      case WireKeys.TIMEOUT -> timeout = value;
      default -> {
        if (!context.take(name, value)) {
          fields.add(name, value);
        }
      }
    }
  }

  ReceivedMessage toMessage() {
    return new ReceivedMessage(
        fields.build(),
        context.toContext(),
        new ReceivedMessage.Wire(messageId, replyQueue, uniqueId, timeout));
  }

  private String string(JsonText value) {
    return json.readString(value).orElse("");
  }
}
