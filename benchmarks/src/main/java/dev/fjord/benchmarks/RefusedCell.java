package dev.fjord.benchmarks;

import dev.fjord.ExecutorRefusedException;

/** Tells that an executor refuses a style. That is a result, so there is no stack trace to it. */
final class RefusedCell extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedCell(String executor, String style, ExecutorRefusedException refusal) {
    super(
        "REFUSED: executor=" + executor + ", style=" + style + ": " + refusal.getMessage(),
        null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
  }
}
