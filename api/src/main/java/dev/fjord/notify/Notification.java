package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A notification as it was received. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Notification {
  private final MessageContext context;
  private final Priority priority;
  private final NotificationHead head;
  private final Payload fields;
  private final NotificationReading reading;

  Notification(
      MessageContext context,
      Priority priority,
      NotificationHead head,
      Payload fields,
      NotificationReading reading) {
    this.context = context;
    this.priority = priority;
    this.head = head;
    this.fields = fields;
    this.reading = reading;
  }

  /** What the publisher sent along; a Python publisher sends only some of its context. */
  public MessageContext context() {
    return reading.serializer().readContext(context);
  }

  /** How urgent it is. */
  public Priority priority() {
    return priority;
  }

  /** Who published it, such as {@code compute.host1}; empty if unknown. */
  public String publisherId() {
    return head.publisherId();
  }

  /** What happened, such as {@code compute.instance.create.end}. */
  public String eventType() {
    return head.eventType();
  }

  /** The publisher's id of the notification; the same when it is delivered again. */
  public String messageId() {
    return head.messageId();
  }

  /** When it was published, as the publisher wrote it: UTC, {@code 2020-01-02 03:04:05.000678}. */
  public String timestamp() {
    return head.timestamp();
  }

  /**
   * The payload as a type.
   *
   * @throws dev.fjord.SerializationException if it does not fit
   */
  public <T> @Nullable T payload(Class<T> type) {
    return boxed(type).cast(reading.serializer().read(payload(), type));
  }

  /** The payload as a type with type arguments. */
  public @Nullable Object payload(Type type) {
    return reading.serializer().read(payload(), type);
  }

  /** The value of one of its own fields, if it has it and it is a string. */
  Optional<String> text(String field) {
    return fields.field(field).flatMap(this::string);
  }

  /** The fields of its payload; none if that is not a JSON object. */
  Payload payloadFields() {
    JsonText payload = payload();
    return payload.array()[payload.offset()] == '{'
        ? reading.codec().readFields(payload)
        : Payload.builder().build();
  }

  /** A value of its own as a string, if it is one. */
  Optional<String> string(JsonText value) {
    return reading.codec().readString(value);
  }

  private JsonText payload() {
    return fields.field("payload").orElse(JsonText.NULL);
  }

  /** Where it came from and what it is about; nothing of its payload. */
  @Override
  public String toString() {
    return "Notification[" + priority + " " + dev.fjord.Escaped.text(eventType()) + "]";
  }

  @SuppressWarnings("unchecked") // the wrapper of a primitive stands for the same T
  private static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
