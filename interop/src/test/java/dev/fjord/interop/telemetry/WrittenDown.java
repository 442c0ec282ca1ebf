package dev.fjord.interop.telemetry;

import dev.fjord.telemetry.MessageKind;
import dev.fjord.telemetry.Receipt;
import dev.fjord.telemetry.SendObserver;
import dev.fjord.telemetry.Sending;
import dev.fjord.telemetry.TelemetryListener;
import dev.fjord.telemetry.WorkObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told, each as a line. Thread-safe. */
final class WrittenDown implements TelemetryListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** What it was told so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** What it was told of one method by its server. */
  List<String> served(String method) {
    return lines.stream()
        .filter(line -> line.startsWith("serving " + method + " "))
        .map(line -> line.substring(("serving " + method + " ").length()))
        .toList();
  }

  @Override
  public SendObserver sending(Sending what) {
    String line = what.kind().key() + " " + what.name() + " ";
    lines.add(line + "sending");
    return new SendObserver() {
      @Override
      public void ended(@Nullable Throwable failure) {
        lines.add(line + "ended" + suffix(failure));
      }
    };
  }

  @Override
  public WorkObserver received(Receipt what) {
    String line = "serving " + what.name() + " ";
    lines.add(line + "received " + (what.kind() == MessageKind.CALL ? what.style() : what.kind()));
    return new WorkObserver() {
      private volatile @Nullable Thread thread;

      @Override
      public void started() {
        thread = Thread.currentThread();
        lines.add(line + "started");
      }

      @Override
      public void returned() {
        lines.add(line + (thread == Thread.currentThread() ? "returned" : "returned elsewhere"));
      }

      @Override
      public void ended(@Nullable Throwable failure) {
        lines.add(line + "ended" + suffix(failure));
      }

      @Override
      public void finished() {
        lines.add(line + "finished");
      }
    };
  }

  private static String suffix(@Nullable Throwable failure) {
    return failure == null ? "" : " " + failure.getClass().getSimpleName();
  }
}
