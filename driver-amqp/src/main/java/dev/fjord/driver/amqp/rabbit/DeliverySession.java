package dev.fjord.driver.amqp.rabbit;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.driver.amqp.SeenMessages;
import dev.fjord.driver.amqp.net.LoopTurn;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one channel until they are settled. What is settled between two turns of the
 * loop is acknowledged together. When the channel is lost the session is over: what was not settled
 * is delivered again elsewhere, and settling it fails.
 *
 * <p>Confined to the loop, except {@link #settle}.
 */
final class DeliverySession {
  private final SeenMessages seen;
  private final AckLedger ledger = new AckLedger();
  private final Queue<Settlement> handedOver = new ConcurrentLinkedQueue<>();
  private final LoopTurn flush;
  private @Nullable LiveChannel channel;
  private boolean isOver;

  DeliverySession(RabbitConnection connection, SeenMessages seen) {
    this.seen = seen;
    this.flush = new LoopTurn(connection.wire(), this::flush, this::failHandedOver);
  }

  void begin(LiveChannel live) {
    channel = live;
  }

  boolean isUnderWay() {
    return channel != null && !isOver;
  }

  void delivered(long tag) {
    ledger.delivered(tag);
  }

  /** Settles a delivery. Any thread may call it; the loop does it, after what it does now. */
  void settle(Settlement settlement) {
    handedOver.add(settlement);
    flush.ask();
  }

  /** Puts a delivery back that nobody was handed. */
  void requeue(long tag) {
    LiveChannel live = channel;
    if (live != null && !isOver) {
      ledger.settled(tag);
      live.requeue(tag);
    }
  }

  /** Rejects a delivery that nobody can read. */
  void drop(long tag) {
    LiveChannel live = channel;
    if (live != null && !isOver) {
      ledger.settled(tag);
      live.drop(tag);
    }
  }

  /** Ends the consumers, so that nothing more comes. */
  void cancel(int consumers) {
    LiveChannel live = channel;
    if (live != null && !isOver) {
      for (int i = 1; i <= consumers; i++) {
        live.cancel(Integer.toString(i));
      }
    }
  }

  /** The channel is lost. */
  void over() {
    isOver = true;
    flush();
  }

  /** The loop is gone with its connection. Called by any thread. */
  private void failHandedOver() {
    for (Settlement next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.completeExceptionally(lost());
    }
  }

  private void flush() {
    List<Settlement> acknowledged = new ArrayList<>();
    for (Settlement next = handedOver.poll(); next != null; next = handedOver.poll()) {
      if (isOver) {
        fail(next);
      } else if (next.kind() == Settlement.Kind.ACKNOWLEDGE) {
        ledger.accept(next.tag());
        acknowledged.add(next);
      } else {
        requeue(next.tag());
        seen.forget(next.uniqueId());
        next.complete(null);
      }
    }
    LiveChannel live = channel;
    if (acknowledged.isEmpty() || live == null) {
      return;
    }
    boolean written = ledger.flush(live::acknowledge);
    for (Settlement settlement : acknowledged) {
      if (written) {
        seen.remember(settlement.uniqueId());
        settlement.complete(null);
      } else {
        fail(settlement);
      }
    }
  }

  private void fail(Settlement settlement) {
    seen.forget(settlement.uniqueId());
    settlement.completeExceptionally(lost());
  }

  private static DeliveryException lost() {
    return new DeliveryException(
        "The message could not be settled: its channel was lost, it is delivered again",
        Retry.SAFE,
        null);
  }
}
