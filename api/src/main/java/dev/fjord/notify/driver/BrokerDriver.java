package dev.fjord.notify.driver;

import dev.fjord.Target;
import dev.fjord.spi.EmitOptions;
import dev.fjord.spi.NotifierDriver;
import dev.fjord.spi.NotifierDriverSettings;
import dev.fjord.spi.OutgoingNotification;
import dev.fjord.spi.SendOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends notifications to the transport's broker, once to each topic. Thread-safe. */
final class BrokerDriver implements NotifierDriver {
  private final NotifierDriverSettings settings;
  private final SendOptions.Kind form;

  BrokerDriver(NotifierDriverSettings settings, SendOptions.Kind form) {
    this.settings = settings;
    this.form = form;
  }

  @Override
  public CompletionStage<@Nullable Void> emit(
      OutgoingNotification notification, EmitOptions options) {
    List<Target> topics = options.topics();
    if (topics.size() == 1) {
      return send(topics.get(0), notification, options);
    }
    return CompletableFuture.allOf(
            topics.stream()
                .map(topic -> send(topic, notification, options).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .<@Nullable Void>thenApply(all -> null);
  }

  private CompletionStage<@Nullable Void> send(
      Target topic, OutgoingNotification notification, EmitOptions options) {
    Target queue = topic.withTopic(topic.requireTopic() + "." + notification.priority());
    return new RepeatedSend(settings, options, form).send(queue, notification.message());
  }
}
