package dev.fjord;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it crosses the wire: data first, thrown second. The parts are those of
 * oslo.messaging's failure object.
 *
 * @param type the simple name of the exception's class
 * @param module the module or package that defines it
 * @param message its text
 * @param traceback its trace, one entry a frame; may hold only the last line
 * @param args its positional arguments, as JSON values
 * @param kwargs its named arguments, as JSON values
 * @since 0.1.0
 */
public record RemoteFailure(
    String type,
    String module,
    String message,
    List<String> traceback,
    List<? extends @Nullable Object> args,
    Map<String, ? extends @Nullable Object> kwargs) {

  /** Copies the collections. */
  public RemoteFailure {
    traceback = List.copyOf(traceback);
    args = Collections.unmodifiableList(new java.util.ArrayList<@Nullable Object>(args));
    kwargs = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(kwargs));
  }

  /** A failure with no trace and its message as the only argument. */
  public static RemoteFailure of(String type, String module, String message) {
    return new RemoteFailure(
        type,
        module,
        message,
        List.of(module + "." + type + ": " + message + "\n"),
        List.of(message),
        Map.of());
  }
}
