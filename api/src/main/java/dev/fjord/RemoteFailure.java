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
 */
public record RemoteFailure(
    String type,
    String module,
    String message,
    List<String> traceback,
    List<? extends @Nullable Object> args,
    Map<String, ? extends @Nullable Object> kwargs) {

  private static final String RAISED_AGAIN = "_Remote";

  /** Copies the collections. */
  public RemoteFailure {
    traceback = List.copyOf(traceback);
    args = Collections.unmodifiableList(new java.util.ArrayList<@Nullable Object>(args));
    kwargs = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(kwargs));
  }

  /**
   * The same failure under the name of what was raised first: a Python peer that raises a remote
   * exception again marks class and module by a suffix.
   */
  public RemoteFailure asFirstRaised() {
    if (!type.endsWith(RAISED_AGAIN) || !module.endsWith(RAISED_AGAIN)) {
      return this;
    }
    return new RemoteFailure(
        type.substring(0, type.length() - RAISED_AGAIN.length()),
        module.substring(0, module.length() - RAISED_AGAIN.length()),
        message,
        traceback,
        args,
        kwargs);
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
