package dev.fjord.driver.amqp.proton.link;

import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.jspecify.annotations.Nullable;

/** A message that has arrived whole and is to be settled once. Confined to the loop. */
public final class Arrival {
  private final IncomingLink link;
  private final Attachment attachment;
  private final Delivery delivery;
  private final byte[] message;
  private final long receivedNanos;

  Arrival(
      IncomingLink link,
      Attachment attachment,
      Delivery delivery,
      byte[] message,
      long receivedNanos) {
    this.link = link;
    this.attachment = attachment;
    this.delivery = delivery;
    this.message = message;
    this.receivedNanos = receivedNanos;
  }

  /** Its bytes; shared, not to be changed. */
  public byte[] message() {
    return message;
  }

  /** When it came, on the transport's clock. */
  public long receivedNanos() {
    return receivedNanos;
  }

  /** Whether it came over a link. */
  public boolean isFrom(IncomingLink asked) {
    return link.equals(asked);
  }

  /** Has a stage completed once the broker was told how it was settled. */
  public void whenTold(CompletableFuture<@Nullable Void> done) {
    link.whenTold(done);
  }

  /** Whether its sender waits for no word of it. */
  public boolean isSettledBySender() {
    return delivery.remotelySettled();
  }

  /** It is done with, or taken over for good. False if the broker cannot be told any more. */
  public boolean accept() {
    return settle(Accepted.getInstance());
  }

  /** It goes back and is delivered again. False if the broker cannot be told. */
  public boolean release() {
    return !isSettledBySender() && settle(Released.getInstance());
  }

  /** It can never be read. */
  public void reject(String condition, String why) {
    Rejected rejected = new Rejected();
    rejected.setError(new ErrorCondition(Symbol.valueOf(condition), why));
    settle(rejected);
  }

  /** It is not for this client. */
  public void decline() {
    if (!link.canModify()) {
      settle(Accepted.getInstance());
      return;
    }
    Modified modified = new Modified();
    modified.setDeliveryFailed(true);
    modified.setUndeliverableHere(true);
    settle(modified);
  }

  private boolean settle(DeliveryState state) {
    if (!link.isCurrent(attachment)) {
      return false;
    }
    delivery.disposition(state);
    delivery.settle();
    link.settled();
    return true;
  }
}
