package dev.fjord.benchmarks.load;

import java.util.Locale;

/**
 * How a subject is called, written {@code async:64}, {@code platform:64}, {@code virtual:1000} or
 * {@code open:9000}.
 *
 * @param style by whom
 * @param number how many operations are in flight; for {@link Style#OPEN} how many begin each
 *     second
 */
public record Calling(Style style, int number) {
  /** Who calls. */
  public enum Style {
    /** A closed loop of callbacks: each end begins the next operation. */
    ASYNC,
    /** A closed loop of platform threads that wait. */
    PLATFORM,
    /** A closed loop of virtual threads that wait. */
    VIRTUAL,
    /** A fixed rate, whatever becomes of the operations. */
    OPEN
  }

  /** Reads the written form. */
  public static Calling parse(String text) {
    int separator = text.indexOf(':');
    if (separator < 1) {
      throw new IllegalArgumentException("Expected style:number, got '" + text + "'");
    }
    return new Calling(
        Style.valueOf(text.substring(0, separator).toUpperCase(Locale.ROOT)),
        Integer.parseInt(text.substring(separator + 1)));
  }

  @Override
  public String toString() {
    return style.name().toLowerCase(Locale.ROOT) + ":" + number;
  }
}
