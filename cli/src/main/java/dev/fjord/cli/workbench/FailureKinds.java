package dev.fjord.cli.workbench;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The exceptions that the workbench throws when asked, by the simple names of their classes. */
final class FailureKinds {
  private static final Map<String, Function<String, Throwable>> KINDS =
      Map.ofEntries(
          Map.entry("RuntimeException", RuntimeException::new),
          Map.entry("IllegalArgumentException", IllegalArgumentException::new),
          Map.entry("IllegalStateException", IllegalStateException::new),
          Map.entry("NullPointerException", NullPointerException::new),
          Map.entry("UnsupportedOperationException", UnsupportedOperationException::new),
          Map.entry("ArithmeticException", ArithmeticException::new),
          Map.entry("ClassCastException", ClassCastException::new),
          Map.entry("IndexOutOfBoundsException", IndexOutOfBoundsException::new),
          Map.entry("NoSuchElementException", NoSuchElementException::new),
          Map.entry("NumberFormatException", NumberFormatException::new),
          Map.entry("SecurityException", SecurityException::new),
          Map.entry("Exception", Exception::new),
          Map.entry("IOException", IOException::new),
          Map.entry("FileNotFoundException", FileNotFoundException::new),
          Map.entry("TimeoutException", TimeoutException::new),
          Map.entry("InterruptedException", InterruptedException::new),
          Map.entry("ClassNotFoundException", ClassNotFoundException::new),
          Map.entry("CloneNotSupportedException", CloneNotSupportedException::new),
          Map.entry("Error", Error::new),
          Map.entry("AssertionError", AssertionError::new),
          Map.entry("LinkageError", LinkageError::new),
          Map.entry("OutOfMemoryError", OutOfMemoryError::new),
          Map.entry("StackOverflowError", StackOverflowError::new));

  private FailureKinds() {}

  /** What is to be thrown for a kind. */
  static Throwable of(String kind, String message) {
    Function<String, Throwable> known = KINDS.get(kind);
    return known != null
        ? known.apply(message)
        : new IllegalArgumentException(
            "There is no kind '"
                + kind
                + "'. Kinds: "
                + String.join(", ", new TreeMap<>(KINDS).keySet()));
  }
}
