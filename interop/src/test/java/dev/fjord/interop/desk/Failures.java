package dev.fjord.interop.desk;

import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** What a desk throws when asked, by the simple names of the classes. */
public final class Failures {
  private static final Map<String, Function<String, Throwable>> KINDS =
      Map.ofEntries(
          Map.entry("IllegalStateException", IllegalStateException::new),
          Map.entry("NullPointerException", NullPointerException::new),
          Map.entry("BookingException", BookingException::new),
          Map.entry("IOException", IOException::new),
          Map.entry("InterruptedException", InterruptedException::new),
          Map.entry("AssertionError", AssertionError::new),
          Map.entry("StackOverflowError", StackOverflowError::new),
          Map.entry("OutOfMemoryError", OutOfMemoryError::new),
          Map.entry("LinkageError", LinkageError::new),
          Map.entry("Throwable", Throwable::new),
          Map.entry(
              "RemoteErrorException",
              text -> new RemoteErrorException(RemoteFailure.of("Full", "hotel.errors", text))));

  private Failures() {}

  /** Makes an exception, or throws what is none. */
  static Exception of(String kind, String message) {
    Throwable made = KINDS.get(kind).apply(message);
    if (made instanceof Exception exception) {
      return exception;
    }
    throw Failures.<Error>unchecked(made);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws it undeclared
  private static <T extends Throwable> T unchecked(Throwable any) throws T {
    throw (T) any;
  }
}
