package dev.fjord.notify;

import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;

/** The fields of a notification besides its payload; absent ones are empty text. */
record NotificationHead(
    String messageId, String publisherId, String eventType, String timestamp, String priority) {

  static NotificationHead of(Payload payload, JsonCodec codec) {
    return new NotificationHead(
        text(payload, "message_id", codec),
        text(payload, "publisher_id", codec),
        text(payload, "event_type", codec),
        text(payload, "timestamp", codec),
        text(payload, "priority", codec));
  }

  private static String text(Payload payload, String name, JsonCodec codec) {
    return payload
        .field(name)
        .filter(value -> !value.isNull())
        .map(value -> codec.readString(value).orElseGet(value::asString))
        .orElse("");
  }

  /** The body as oslo.messaging writes it, keys in its order. */
  JsonText write(JsonCodec codec, JsonText content) {
    return codec
        .buffer()
        .raw("{\"message_id\": ")
        .quoted(messageId)
        .raw(", \"publisher_id\": ")
        .quoted(publisherId)
        .raw(", \"event_type\": ")
        .quoted(eventType)
        .raw(", \"priority\": ")
        .quoted(priority)
        .raw(", \"payload\": ")
        .raw(content)
        .raw(", \"timestamp\": ")
        .quoted(timestamp)
        .raw("}")
        .toJsonText();
  }
}
