package dev.fjord.notify;

import dev.fjord.CoreOptions;
import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.context.ContextSnapshot;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Emits notifications. Immutable and thread-safe.
 *
 * <p>Nothing blocks: each method returns a stage that completes on a loop when the broker has the
 * notification, or exceptionally within {@code send_timeout}.
 */
public final class Notifier {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final Transport transport;
  private final String publisherId;
  private final List<Target> topics;
  private final SendOptions options;

  private Notifier(
      Transport transport, String publisherId, List<Target> topics, SendOptions options) {
    this.transport = transport;
    this.publisherId = publisherId;
    this.topics = topics;
    this.options = options;
  }

  /** A notifier with the configured topics and form. */
  public static Notifier of(Transport transport, String publisherId) {
    boolean enveloped =
        transport.config().get(CoreOptions.NOTIFICATION_DRIVER).equals("messagingv2");
    Duration timeout = transport.config().get(CoreOptions.SEND_TIMEOUT);
    return new Notifier(
        transport,
        publisherId,
        transport.config().get(CoreOptions.NOTIFICATION_TOPICS).stream()
            .map(Target::topic)
            .toList(),
        new SendOptions(
            enveloped ? SendOptions.Kind.NOTIFICATION : SendOptions.Kind.BARE_NOTIFICATION,
            timeout));
  }

  /** A copy that emits to other topics; default {@code oslo_messaging_notifications.topics}. */
  public Notifier topics(Target... newTopics) {
    for (Target topic : newTopics) {
      String ignored = topic.requireTopic();
    }
    return new Notifier(transport, publisherId, List.of(newTopics), options);
  }

  /** A copy that emits in the bare form, for consumers that know no envelope. */
  public Notifier bare() {
    return new Notifier(
        transport,
        publisherId,
        topics,
        new SendOptions(SendOptions.Kind.BARE_NOTIFICATION, options.timeout()));
  }

  /** A copy that publishes under another name. */
  public Notifier publisherId(String newPublisherId) {
    return new Notifier(transport, newPublisherId, topics, options);
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
   * Emits with a priority, once to each topic under the same message id.
   *
   * @throws dev.fjord.SerializationException if the payload has no JSON form
   * @throws dev.fjord.MessageTooLargeException if it is larger than {@code max_message_size}
   */
  public CompletionStage<@Nullable Void> emit(
      Priority priority, MessageContext context, String eventType, @Nullable Object payload) {
    NotificationHead head =
        new NotificationHead(
            UUID.randomUUID().toString(),
            publisherId,
            eventType,
            TIMESTAMP.format(transport.timers().now().atOffset(ZoneOffset.UTC)),
            priority.name());
    OutgoingMessage message =
        new OutgoingMessage(
            head.write(transport.codec(), transport.codec().write(payload)),
            ContextSnapshot.outgoing(context));
    CompletableFuture<?>[] sent =
        topics.stream()
            .map(
                topic ->
                    transport
                        .driver()
                        .send(
                            topic.withTopic(topic.requireTopic() + "." + priority.key()),
                            message,
                            options)
                        .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return completedForUser(CompletableFuture.allOf(sent));
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
                      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                      users.completeExceptionally(
                          cause instanceof FjordException known ? known : failure);
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
