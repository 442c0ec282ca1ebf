package dev.fjord.interop.faults;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a test measured: shown in the log, and taken from there into the page on reliability. */
public final class Figure {
  /** What stands before a figure in the log. */
  static final String MARK = "figure: ";

  private static final Logger LOG = LoggerFactory.getLogger(Figure.class);

  private Figure() {}

  /** Tells one. */
  public static void tell(String text) {
    LOG.info("{}{}", MARK, text);
  }
}
