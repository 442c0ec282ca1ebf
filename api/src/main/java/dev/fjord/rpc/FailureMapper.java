package dev.fjord.rpc;

import dev.fjord.InvalidArgumentsException;
import dev.fjord.RemoteErrors;
import dev.fjord.RemoteFailure;
import dev.fjord.UnknownMethodException;
import dev.fjord.UnsupportedVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what was thrown into what a caller is told. The names that oslo.messaging has for its own
 * errors are used for ours; a remote error that is passed on keeps its first name.
 */
final class FailureMapper {
  private static final String DISPATCHER = "oslo_messaging.rpc.dispatcher";
  private static final int MOST_FRAMES = 50;
  private static final int LONGEST = 10_000;

  private final boolean traces;

  FailureMapper(boolean traces) {
    this.traces = traces;
  }

  RemoteFailure toRemote(Throwable cause) {
    Optional<RemoteFailure> passedOn = origin(cause);
    if (passedOn.isPresent()) {
      return passedOn.get();
    }
    String message = message(cause);
    String type = name(cause.getClass());
    String module = cause.getClass().getPackageName();
    if (cause instanceof UnknownMethodException) {
      type = "NoSuchMethod";
      module = DISPATCHER;
    } else if (cause instanceof UnsupportedVersionException) {
      type = "UnsupportedVersion";
      module = DISPATCHER;
    } else if (cause instanceof InvalidArgumentsException) {
      type = "TypeError";
      module = "builtins";
    }
    return new RemoteFailure(
        type,
        module,
        message,
        trace(cause, module.isEmpty() ? type : module + "." + type, message),
        List.of(message),
        Map.of());
  }

  private static Optional<RemoteFailure> origin(Throwable cause) {
    try {
      return RemoteErrors.originOf(cause);
    } catch (RuntimeException | Error e) {
      return Optional.empty(); // an exception whose getCause fails
    }
  }

  /** An exception of the user's may fail at this too, and may hold a whole message. */
  private static String message(Throwable cause) {
    String message;
    try {
      message = cause.getMessage();
    } catch (RuntimeException | Error e) {
      return "";
    }
    if (message == null) {
      return "";
    }
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
  }

  private List<String> trace(Throwable cause, String name, String message) {
    List<String> lines = new ArrayList<>();
    if (traces) {
      lines.add("Trace (innermost call first):\n");
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (lines.size() > MOST_FRAMES) {
          lines.add("  ...\n");
          break;
        }
        lines.add("  at " + frame + "\n");
      }
    }
    lines.add(name + ": " + message + "\n");
    return lines;
  }

  private static String name(Class<?> type) {
    String simple = type.getSimpleName();
    return simple.isEmpty()
        ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
        : simple;
  }
}
