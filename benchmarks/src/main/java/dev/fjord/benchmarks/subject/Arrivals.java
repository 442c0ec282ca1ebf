package dev.fjord.benchmarks.subject;

import dev.fjord.benchmarks.load.Completion;
import dev.fjord.benchmarks.load.Payload;
import dev.fjord.notify.Notification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for which text to arrive. Thread-safe. */
final class Arrivals {
  private final Map<String, Completion> waiting = new ConcurrentHashMap<>();

  void expect(Payload payload, Completion completion) {
    waiting.put(payload.text(), completion);
  }

  void forget(Payload payload, Throwable failure) {
    Completion completion = waiting.remove(payload.text());
    if (completion != null) {
      completion.fail(failure);
    }
  }

  /** The text that a notification carries. */
  String textOf(Notification notification) {
    String text = notification.payload(String.class);
    return text == null ? "" : text;
  }

  /** A text that nobody expects came twice, or was damaged: then its sender waits for ever. */
  void arrived(String text) {
    Completion completion = waiting.remove(text);
    if (completion != null) {
      completion.end(Completion.Correctness.RIGHT);
    }
  }
}
