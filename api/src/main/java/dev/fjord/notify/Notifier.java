package dev.fjord.notify;

import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.codec.JsonBuffer;
import dev.fjord.codec.JsonCodec;
import dev.fjord.context.ContextSnapshot;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.OutgoingNotification;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Emits notifications through one or several drivers: to the broker, a log, wherever {@code
 * oslo_messaging_notifications.driver} says. Immutable and thread-safe; copies with changes are
 * cheap.
 *
 * <p>Nothing blocks: each method returns a stage that completes on a loop when every driver has the
 * notification, at the latest after {@code send_timeout}. If one fails, the others get the
 * notification all the same; then the stage fails with the first failure, and the others are its
 * suppressed ones. So that failures do not pass unseen where nobody looks at the stage, the first
 * of a row is logged as well.
 *
 * <p>The context that goes along is the one that is given, or if that is empty, the context of the
 * request or notification which is worked on where it is emitted. What goes out of it is decided by
 * {@link ContextRedaction}; by default tokens and whatever else is not known to be harmless stay
 * behind.
 *
 * @since 0.1.0
 */
public final class Notifier {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final Transport transport;
  private final NotifierSettings settings;

  private Notifier(Transport transport, NotifierSettings settings) {
    this.transport = transport;
    this.settings = settings;
  }

  /**
   * A notifier with the configured drivers and topics.
   *
   * @param publisherId who publishes, such as {@code compute.host1}
   * @throws dev.fjord.ProviderException if no jar provides one of the drivers
   * @throws dev.fjord.ConfigurationException if one of them cannot be used as it is configured
   */
  public static Notifier of(Transport transport, String publisherId) {
    return new Notifier(transport, NotifierSettings.of(transport, publisherId));
  }

  /** A copy that emits to other topics; default {@code oslo_messaging_notifications.topics}. */
  public Notifier topics(Target... newTopics) {
    for (Target topic : newTopics) {
      String ignored = topic.requireTopic();
    }
    return with(settings.withOptions(settings.options().withTopics(List.of(newTopics))));
  }

  /**
   * A copy that emits through other drivers; default {@code oslo_messaging_notifications.driver}.
   *
   * @throws dev.fjord.ProviderException if no jar provides one of them
   * @throws dev.fjord.ConfigurationException if one of them cannot be used as it is configured
   */
  public Notifier drivers(String... names) {
    return with(settings.withDrivers(NotifierSettings.drivers(transport, List.of(names))));
  }

  /** A copy that emits to the broker without an envelope: through the driver {@code messaging}. */
  public Notifier bare() {
    return drivers("messaging");
  }

  /** A copy that publishes under another name. */
  public Notifier publisherId(String newPublisherId) {
    return with(settings.withPublisherId(newPublisherId));
  }

  /** A copy whose notifications may take so long to leave; default {@code send_timeout}. */
  public Notifier timeout(Duration newTimeout) {
    return with(settings.withOptions(settings.options().withTimeout(newTimeout)));
  }

  /**
   * A copy that sends a notification again so often, within its timeout, when the broker did not
   * take it; -1 for as often as that allows. Default {@code oslo_messaging_notifications.retry}.
   */
  public Notifier retry(int most) {
    return with(settings.withOptions(settings.options().withRetry(most)));
  }

  /** A copy that lets other parts of contexts out; default {@link ContextRedaction#safeKeys}. */
  public Notifier redaction(ContextRedaction newRedaction) {
    return with(settings.withRedaction(newRedaction));
  }

  /**
   * A copy that turns payloads and contexts into what travels in another way; default the codec.
   */
  public Notifier serializer(Serializer newSerializer) {
    return with(settings.withSerializer(newSerializer));
  }

  /**
   * Whether notifications go anywhere: false without a driver, and with none but {@code noop}. What
   * is costly to gather for a notification need not be gathered then.
   */
  public boolean isEnabled() {
    return settings.drivers().stream().anyMatch(driver -> !driver.name().equals("noop"));
  }

  /** Emits with priority AUDIT. */
  public CompletionStage<@Nullable Void> audit(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.AUDIT, context, eventType, payload);
  }

  /** Emits with priority DEBUG. */
  public CompletionStage<@Nullable Void> debug(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.DEBUG, context, eventType, payload);
  }

  /** Emits with priority INFO. */
  public CompletionStage<@Nullable Void> info(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.INFO, context, eventType, payload);
  }

  /** Emits with priority WARN. */
  public CompletionStage<@Nullable Void> warn(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.WARN, context, eventType, payload);
  }

  /** Emits with priority ERROR. */
  public CompletionStage<@Nullable Void> error(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.ERROR, context, eventType, payload);
  }

  /** Emits with priority CRITICAL. */
  public CompletionStage<@Nullable Void> critical(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.CRITICAL, context, eventType, payload);
  }

  /** Emits with priority SAMPLE. */
  public CompletionStage<@Nullable Void> sample(
      MessageContext context, String eventType, @Nullable Object payload) {
    return emit(Priority.SAMPLE, context, eventType, payload);
  }

  /**
   * Emits with a priority, once through each driver, and once to each topic under the same message
   * id.
   *
   * @throws dev.fjord.SerializationException if the payload has no JSON form
   * @throws dev.fjord.MessageTooLargeException if it is larger than {@code max_message_size}
   */
  public CompletionStage<@Nullable Void> emit(
      Priority priority, MessageContext context, String eventType, @Nullable Object payload) {
    if (settings.drivers().isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    NotificationHead head =
        new NotificationHead(
            UUID.randomUUID().toString(),
            settings.publisherId(),
            eventType,
            TIMESTAMP.format(transport.timers().now().atOffset(ZoneOffset.UTC)),
            priority.name());
    JsonCodec codec = transport.codec();
    OutgoingNotification notification =
        new OutgoingNotification(
            priority.key(),
            eventType,
            new OutgoingMessage(head.write(codec, content(codec, payload)), leaving(context)));
    List<CompletableFuture<@Nullable Void>> sent = new ArrayList<>(settings.drivers().size());
    for (ActiveDriver driver : settings.drivers()) {
      sent.add(driver.emit(notification, settings.options()));
    }
    return completedForUser(Failures.all(sent));
  }

  private JsonText content(JsonCodec codec, @Nullable Object payload) {
    JsonBuffer buffer = codec.buffer();
    settings.serializer().write(payload, buffer);
    return buffer.toJsonText();
  }

  private MessageContext leaving(MessageContext own) {
    MessageContext harmless = settings.redaction().redact(ContextSnapshot.orCurrent(own));
    return ContextSnapshot.outgoing(settings.serializer().writeContext(harmless));
  }

  private Notifier with(NotifierSettings changed) {
    return new Notifier(transport, changed);
  }

  /** Completes the user's stage where user code may run, never on wire (D1). */
  private CompletionStage<@Nullable Void> completedForUser(CompletableFuture<?> all) {
    EventLoop callbacks = transport.callbacks();
    EventLoop loop = EventLoop.current().orElse(callbacks);
    ContextSnapshot context = ContextSnapshot.capture();
    CompletableFuture<@Nullable Void> users = new CompletableFuture<>();
    CompletionStage<?> ignored =
        all.whenComplete(
            (nothing, failure) -> {
              Runnable end =
                  () -> {
                    if (failure == null) {
                      users.complete(null);
                    } else {
                      users.completeExceptionally(Failures.cause(failure));
                    }
                  };
              // As for a call: a loop that is gone leaves the transport's.
              Runnable inContext = context.wrap(end);
              loop.execute(
                  inContext, gone -> callbacks.execute(inContext, closed -> inContext.run()));
            });
    return users;
  }
}
