package dev.fjord.guard;

/** What becomes of a method that blocks its loop again and again. */
enum BlockedLoopPolicy {
  /** It is reported. */
  REPORT,
  /** It is reported, and runs on workers from then on if the executor has any. */
  MOVE
}
