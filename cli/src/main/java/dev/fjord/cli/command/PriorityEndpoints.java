package dev.fjord.cli.command;

import dev.fjord.notify.Notification;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import java.util.function.Consumer;

/**
 * An endpoint for each priority. What a listener takes from the broker follows from its endpoints,
 * so that others than those asked for stay where they are.
 */
final class PriorityEndpoints {
  private PriorityEndpoints() {}

  static Object of(Priority priority, Consumer<Notification> sink) {
    return switch (priority) {
      case AUDIT -> new OnAudit(sink);
      case DEBUG -> new OnDebug(sink);
      case INFO -> new OnInfo(sink);
      case WARN -> new OnWarn(sink);
      case ERROR -> new OnError(sink);
      case CRITICAL -> new OnCritical(sink);
      case SAMPLE -> new OnSample(sink);
    };
  }

  record OnAudit(Consumer<Notification> sink) {
    @OnNotification(Priority.AUDIT)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnDebug(Consumer<Notification> sink) {
    @OnNotification(Priority.DEBUG)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnInfo(Consumer<Notification> sink) {
    @OnNotification(Priority.INFO)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnWarn(Consumer<Notification> sink) {
    @OnNotification(Priority.WARN)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnError(Consumer<Notification> sink) {
    @OnNotification(Priority.ERROR)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnCritical(Consumer<Notification> sink) {
    @OnNotification(Priority.CRITICAL)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  record OnSample(Consumer<Notification> sink) {
    @OnNotification(Priority.SAMPLE)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }
}
