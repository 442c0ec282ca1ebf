package dev.fjord.interop.rules;

/** What came of a test, or of all tests of a rule; the later one outweighs the earlier. */
enum Outcome {
  /** All that was tried held. */
  HOLDS("holds"),
  /** Nothing was tried. */
  NOT_RUN("not run"),
  /** Something did not hold. */
  FAILS("**fails**");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** As it stands on the page. */
  String text() {
    return text;
  }

  Outcome worse(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
