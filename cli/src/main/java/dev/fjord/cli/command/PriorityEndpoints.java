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
      case AUDIT -> new Audit(sink);
      case DEBUG -> new Debug(sink);
      case INFO -> new Info(sink);
      case WARN -> new Warn(sink);
      case ERROR -> new Error(sink);
      case CRITICAL -> new Critical(sink);
      case SAMPLE -> new Sample(sink);
    };
  }

  private record Audit(Consumer<Notification> sink) {
    @OnNotification(Priority.AUDIT)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Debug(Consumer<Notification> sink) {
    @OnNotification(Priority.DEBUG)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Info(Consumer<Notification> sink) {
    @OnNotification(Priority.INFO)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Warn(Consumer<Notification> sink) {
    @OnNotification(Priority.WARN)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Error(Consumer<Notification> sink) {
    @OnNotification(Priority.ERROR)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Critical(Consumer<Notification> sink) {
    @OnNotification(Priority.CRITICAL)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }

  private record Sample(Consumer<Notification> sink) {
    @OnNotification(Priority.SAMPLE)
    void take(Notification notification) {
      sink.accept(notification);
    }
  }
}
