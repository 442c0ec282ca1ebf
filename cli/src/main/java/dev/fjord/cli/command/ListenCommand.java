package dev.fjord.cli.command;

import dev.fjord.cli.json.RawJson;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Priority;
import dev.fjord.spi.JsonText;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Prints notifications as they come. */
@Command(
    name = "listen",
    header = "Prints notifications as they come.",
    description =
        "Prints each notification as a line of JSON: priority, publisher_id, event_type, payload, "
            + "message_id, timestamp, context. Says 'ready' on standard error when notifications can come. "
            + "Runs until the count, the limit, SIGTERM or SIGINT.",
    footer = {
      "",
      "Examples:",
      "  fjord listen --url rabbit://localhost",
      "  fjord listen --topic audit --priority error --priority critical --count 10 -l 60"
    })
final class ListenCommand extends BrokerCommand {
  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Ends after so many; no more are taken. Default: no end.")
  private @Nullable Integer count;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "Ends after so long, in s. Default: no end.")
  private @Nullable Duration limit;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description =
          "Shares the notifications with the other listeners of this pool, and gets them also when "
              + "listeners outside of it do. Default: no pool.")
  private String pool = "";

  @Option(
      names = "--priority",
      paramLabel = "PRIORITY",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}. Repeatable. Default: all.")
  private List<Priority> priorities = new ArrayList<>();

  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final CompletableFuture<NotificationListener> started = new CompletableFuture<>();
  private long printed;

  ListenCommand(Shell shell) {
    super(shell, Topics.NOTIFICATIONS);
  }

  @Override
  int run() throws ExecutionException {
    if (count != null && count < 1) {
      throw new ParameterException(commandLine(), "--count is to be at least 1, is " + count);
    }
    try (Transport transport = open(broker().config());
        NotificationListener listener = start(transport)) {
      started.complete(listener);
      ready();
      await(transport, end, limit);
    }
    return out().checkError() ? ExitCode.BUG : ExitCode.OK;
  }

  private NotificationListener start(Transport transport) {
    // One at a time: lines come in the order of arrival, and none is taken beyond the count.
    NotificationListener.Builder builder =
        NotificationListener.builder(transport, broker().topic())
            .executor("hybrid")
            .maxInFlight(1)
            .serializer(new RawJson(transport.codec()));
    if (!pool.isEmpty()) {
      builder.pool(pool);
    }
    for (Priority priority : priorities.isEmpty() ? List.of(Priority.values()) : priorities) {
      builder.endpoint(
          PriorityEndpoints.of(priority, notification -> take(transport, notification)),
          MethodHandles.lookup());
    }
    return builder.start();
  }

  private void take(Transport transport, Notification notification) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("priority", notification.priority().name());
    line.put("publisher_id", notification.publisherId());
    line.put("event_type", notification.eventType());
    line.put("payload", notification.payload(JsonText.class));
    line.put("message_id", notification.messageId());
    line.put("timestamp", notification.timestamp());
    line.put("context", notification.context().asMap());
    printJson(transport.codec(), line);
    printed++;
    // Nobody reads any more when writing fails: what is taken further would be lost.
    if ((count != null && printed == count) || out().checkError()) {
      started.join().stop();
      end.complete(null);
    }
  }
}
