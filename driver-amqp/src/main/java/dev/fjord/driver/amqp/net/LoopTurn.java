package dev.fjord.driver.amqp.net;

import dev.fjord.spi.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has a task run on the loop, once for all that was handed over to it since it last began.
 * Thread-safe; never waits.
 */
public final class LoopTurn {
  private final WireLoop wire;
  private final Runnable task;
  private final Runnable ifClosed;
  private final AtomicBoolean isDue = new AtomicBoolean();
  // The event loop that means to ask, unless somebody asked before.
  private final AtomicReference<@Nullable EventLoop> asker = new AtomicReference<>();

  /** With the task, and what runs in its place once the loop is gone. */
  public LoopTurn(WireLoop wire, Runnable task, Runnable ifClosed) {
    this.wire = wire;
    this.task = task;
    this.ifClosed = ifClosed;
  }

  /** Asks for the task. */
  public void ask() {
    if (isDue.compareAndSet(false, true)) {
      wire.run(this::run, this::closed);
    }
  }

  /**
   * Asks for the task when what is at hand on the current event loop has run, since it often hands
   * over more: the other loop is then woken once. Without an event loop, asks at once.
   */
  public void askAfterTasksAtHand() {
    if (isDue.get()) {
      // Its task has not looked yet, so it will see what was handed over before this call.
      return;
    }
    EventLoop here = EventLoop.current().orElse(null);
    if (here != null && asker.compareAndSet(null, here)) {
      EventLoop.afterTasksAtHand(this::askAsPromised);
      return;
    }
    EventLoop promised = asker.get();
    if (here == null || promised == null || !here.isSameAs(promised)) {
      // Another event loop may mean to ask; but what runs on it now may hold it up.
      ask();
    }
  }

  private void askAsPromised() {
    asker.set(null);
    ask();
  }

  private void run() {
    // Cleared before the task looks: whoever hands over later makes another turn due.
    isDue.set(false);
    task.run();
  }

  private void closed() {
    isDue.set(false);
    ifClosed.run();
  }
}
