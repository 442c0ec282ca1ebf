package dev.fjord.interop.desk;

import dev.fjord.spi.Style;

/** An executor, and the style of the methods that it is given. */
public enum Execution {
  /** Methods that return their results, on a pool. */
  BLOCKING_METHODS_ON_BLOCKING("blocking", Style.BLOCKING, "platform"),
  /** Methods that return stages, each waited for by a thread of a pool. */
  ASYNC_METHODS_ON_BLOCKING("blocking", Style.ASYNC, "platform"),
  /** Methods that return their results, each on a virtual thread. */
  BLOCKING_METHODS_ON_HYBRID("hybrid", Style.BLOCKING, "virtual"),
  /** Methods that return stages, on a loop. */
  ASYNC_METHODS_ON_HYBRID("hybrid", Style.ASYNC, "loop"),
  /** Methods that return stages, where nothing else is allowed. */
  ASYNC_METHODS_ON_ASYNC("async", Style.ASYNC, "loop");

  private final String executor;
  private final Style style;
  private final String thread;

  Execution(String executor, Style style, String thread) {
    this.executor = executor;
    this.style = style;
    this.thread = thread;
  }

  /** The executor's name in the configuration. */
  public String executor() {
    return executor;
  }

  /** The style of the methods. */
  public Style style() {
    return style;
  }

  /** The kind of thread that a method runs on: platform, virtual or loop. */
  public String thread() {
    return thread;
  }

  /** An endpoint with methods of this style. */
  public Object desk(Ledger ledger) {
    BlockingDesk blocking = new BlockingDesk(ledger);
    return style == Style.BLOCKING ? blocking : new AsyncDesk(ledger, blocking);
  }

  /** An endpoint for notifications with a method of this style. */
  public Object mailbox(Letters letters) {
    return style == Style.BLOCKING ? new BlockingMailbox(letters) : new AsyncMailbox(letters);
  }

  /** An endpoint for batches of notifications with a method of this style. */
  public Object batchMailbox(Letters letters) {
    return style == Style.BLOCKING
        ? new BlockingBatchMailbox(letters)
        : new AsyncBatchMailbox(letters);
  }

  @Override
  public String toString() {
    return style.name().toLowerCase(java.util.Locale.ROOT) + " methods on " + executor;
  }
}
