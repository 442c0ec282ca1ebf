package dev.fjord.driver.amqp.proton.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.Escaped;
import dev.fjord.FjordException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Outcome;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one link that are written and wait for the broker to say what came of them.
 * Confined to the loop.
 */
final class Unsettled {
  private final Set<Transfer> transfers = new LinkedHashSet<>();
  private final Consumer<Transfer> returned;

  /** With who takes a message that the broker has not passed on, so that it can be sent again. */
  Unsettled(Consumer<Transfer> returned) {
    this.returned = returned;
  }

  boolean isEmpty() {
    return transfers.isEmpty();
  }

  void add(Transfer transfer) {
    transfers.add(transfer);
  }

  /** The broker said something of a message to an address. */
  void changed(Delivery delivery, String address) {
    if (!(delivery.getContext() instanceof Transfer transfer)) {
      return;
    }
    DeliveryState state = delivery.getRemoteState();
    if (!delivery.remotelySettled() && !(state instanceof Outcome)) {
      return;
    }
    transfers.remove(transfer);
    delivery.settle();
    conclude(transfer, state, address);
  }

  /** The broker may have these, or not: each fails, but for those that are to be sent again. */
  List<Transfer> endDoubts(String why) {
    List<Transfer> again = new ArrayList<>();
    for (Transfer transfer : removeAll()) {
      if (transfer.isDone()) {
        continue;
      }
      if (transfer.care() == Transfer.Care.AT_LEAST_ONCE) {
        again.add(transfer);
      } else {
        transfer.completeExceptionally(
            new DeliveryException(Escaped.text(why), Retry.MAY_DUPLICATE, null));
      }
    }
    return again;
  }

  /** Ends all. */
  void fail(FjordException reason) {
    removeAll().forEach(transfer -> transfer.completeExceptionally(reason));
  }

  private List<Transfer> removeAll() {
    List<Transfer> all = new ArrayList<>(transfers);
    transfers.clear();
    return all;
  }

  private void conclude(Transfer transfer, @Nullable DeliveryState state, String address) {
    if (state instanceof Accepted) {
      transfer.complete(null);
    } else if (wasReturned(state)) {
      if (!transfer.isDone()) {
        transfer.returned("the broker returned it");
        returned.accept(transfer);
      }
    } else if (state instanceof Rejected rejected) {
      transfer.refused(address, PeerError.of(rejected.getError(), "the broker gives no reason"));
    } else {
      transfer.completeExceptionally(
          new DeliveryException(
              "The broker settled the message to "
                  + Escaped.text(address)
                  + " without taking it: "
                  + (state == null ? "it gives no outcome" : state.getType()),
              Retry.MAY_DUPLICATE,
              null));
    }
  }

  /** Whether the broker has not passed a message on and would take it again. */
  private static boolean wasReturned(@Nullable DeliveryState state) {
    return state instanceof Released
        || (state instanceof Modified modified
            && !Boolean.TRUE.equals(modified.getDeliveryFailed())
            && !Boolean.TRUE.equals(modified.getUndeliverableHere()));
  }
}
