package dev.fjord.porting;

/**
 * Where a method stands between blocking and ported.
 *
 * @since 0.1.0
 */
public enum Readiness {
  /** Nothing is known, because the executor or the configuration does not measure. */
  NOT_MEASURED,
  /** Nothing is known yet, because nobody called it. */
  NOT_CALLED,
  /** It may block, and is so short that a loop could run it as it is. */
  SAFE,
  /** It may block, and most of its time it waits in blocking calls of the library. */
  READY,
  /** It may block, and would hold a loop for too long as it is. */
  KEEP,
  /** It is asynchronous and gives its thread back at once. */
  PORTED,
  /** It is asynchronous and blocks its loop: ported too early or wrongly. */
  BLOCKS
}
