package dev.fjord;

import java.util.ArrayList;
import java.util.List;

/**
 * What was given for one key.
 *
 * @param texts as they were written, in order; the last one counts where an option has one value
 * @param source where they came from
 */
record ConfigEntry(List<String> texts, Source source) {
  /** Copies the list. */
  ConfigEntry {
    texts = List.copyOf(texts);
  }

  /** Who wrote a value. */
  enum Source {
    /** Somebody who wrote it for this library. */
    OWN,
    /** The environment, which holds what other programs are told as well. */
    ENVIRONMENT,
    /** A file in oslo.config's form, which configures a whole service; its values are templates. */
    OSLO_FILE
  }

  static ConfigEntry of(String text, Source source) {
    return new ConfigEntry(List.of(text), source);
  }

  String last() {
    return texts.getLast();
  }

  /** With what one more line of a file gives. */
  ConfigEntry and(String text) {
    List<String> more = new ArrayList<>(texts);
    more.add(text);
    return new ConfigEntry(more, source);
  }
}
