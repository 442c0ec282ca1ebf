package dev.fjord.driver.amqp.proton.link;

import dev.fjord.FjordException;
import dev.fjord.driver.amqp.proton.address.Addresser;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link that receives. It goes from DETACHED through ATTACHING to ATTACHED, back to DETACHED with
 * its connection, to PAUSING when the broker refuses or detaches it, and to CLOSED. Confined to the
 * loop.
 */
public final class IncomingLink implements ConnectionUser, Attachment.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingLink.class);

  private final AmqpConnection connection;
  private final Plan plan;
  private final Taker taker;
  private Phase phase = Phase.DETACHED;
  private @Nullable Engine engine;
  private @Nullable Addresser addresser;
  private @Nullable Attachment attachment;
  private @Nullable Receiver receiver;
  private @Nullable PartialMessage partial;
  private int credit;
  private boolean wasTold;

  /** Where the link stands. */
  private enum Phase {
    DETACHED,
    ATTACHING,
    ATTACHED,
    PAUSING,
    CLOSED
  }

  /** Takes what the link brings. Called on the loop. */
  public interface Taker {
    /** It is attached and has no credit yet. */
    void attached(IncomingLink link);

    /** It is lost; what arrived over it and was not settled is delivered again elsewhere. */
    void detached(IncomingLink link, String why);

    /** The broker does not attach it; that is tried again. */
    void refused(IncomingLink link, FjordException reason);

    /** A message has arrived. */
    void arrived(IncomingLink link, Arrival arrival);

    /** A message has used up credit and was rejected. */
    void arrivedInVain(IncomingLink link);
  }

  /** Not attached before {@link #open}. */
  public IncomingLink(AmqpConnection connection, Plan plan, Taker taker) {
    this.connection = connection;
    this.plan = plan;
    this.taker = taker;
  }

  /** Attaches it, now and after every loss. */
  public void open() {
    if (phase != Phase.CLOSED) {
      connection.addOnLoop(this);
    }
  }

  /** The address it receives from; empty text while it is not attached. */
  public String address() {
    Receiver current = receiver;
    if (phase != Phase.ATTACHED || current == null) {
      return "";
    }
    String own = current.getSource().getAddress();
    String address = own == null ? current.getRemoteSource().getAddress() : own;
    return address == null ? "" : address;
  }

  /** How many more messages may arrive. */
  public int credit() {
    return credit;
  }

  /** Whether it is attached. */
  public boolean isAttached() {
    return phase == Phase.ATTACHED;
  }

  /** Lets more messages arrive. */
  public void grant(int more) {
    Receiver current = receiver;
    Engine live = engine;
    if (phase == Phase.ATTACHED && current != null && live != null) {
      credit += more;
      current.flow(more);
      live.writeSoon();
    }
  }

  /**
   * Takes back the credit that is out, as far as the broker has not used it. What comes all the
   * same is the taker's to release.
   */
  public void drain() {
    Receiver current = receiver;
    Engine live = engine;
    Addresser spelling = addresser;
    boolean canDrain = spelling != null && spelling.canDrain();
    if (phase == Phase.ATTACHED && current != null && live != null && credit > 0 && canDrain) {
      current.drain(0);
      live.writeSoon();
    }
  }

  /** Completes a stage once the broker was told of what was settled. */
  void whenTold(CompletableFuture<@Nullable Void> done) {
    Engine live = engine;
    if (live == null) {
      done.complete(null);
    } else {
      live.whenWritten(done);
    }
  }

  /** Detaches it for good. */
  public void close() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    connection.remove(this);
    Attachment current = attachment;
    attachment = null;
    receiver = null;
    if (current != null) {
      current.end();
    }
  }

  @Override
  public void up(Engine newEngine, Addresser newAddresser) {
    engine = newEngine;
    addresser = newAddresser;
    attach();
  }

  @Override
  public void down(String why) {
    engine = null;
    over(why, Phase.DETACHED);
  }

  @Override
  public void refused(FjordException reason) {
    taker.refused(this, reason);
  }

  @Override
  public void writable() {
    // Only what leaves waits for the socket.
  }

  @Override
  public void attached() {
    phase = Phase.ATTACHED;
    wasTold = false;
    taker.attached(this);
  }

  @Override
  public void detached(PeerError why) {
    boolean wasRefused = phase == Phase.ATTACHING;
    over(why.text(), Phase.PAUSING);
    String name = plan.name();
    if (!wasTold) {
      wasTold = true;
      LOG.warn(
          "The broker {} the link from {}: {}; it is attached again after a pause",
          wasRefused ? "refused" : "detached",
          name,
          why.text());
    }
    if (wasRefused && why.isPermanent()) {
      taker.refused(this, plan.refusal(why));
    }
    connection.afterLinkPause(this::attachAgain);
  }

  @Override
  public void flow() {
    // The broker answers a drain; a link that was drained gets no more credit.
  }

  @Override
  public void delivery(Delivery changed) {
    Receiver current = receiver;
    Attachment own = attachment;
    while (current != null && own != null) {
      Delivery delivery = current.current();
      if (delivery == null || !(delivery.isReadable() || delivery.isAborted())) {
        return;
      }
      if (delivery.isAborted()) {
        partial = null;
        credit--;
        current.advance();
        delivery.settle();
        continue;
      }
      PartialMessage message = partial == null ? new PartialMessage(plan.mostBytes()) : partial;
      message.read(current, delivery);
      if (delivery.isPartial()) {
        partial = message;
        return;
      }
      partial = null;
      credit--;
      current.advance();
      arrived(delivery, message, own);
      current = receiver;
    }
  }

  /** Whether what arrived over an attachment can still be settled. */
  boolean isCurrent(Attachment asked) {
    Engine live = engine;
    return asked.equals(attachment) && live != null && !live.isOver();
  }

  /** Whether the broker lets a delivery be settled as modified. */
  boolean canModify() {
    Addresser spelling = addresser;
    return spelling != null && spelling.canModify();
  }

  /** Something was settled. */
  void settled() {
    Engine live = engine;
    if (live != null) {
      live.writeSoon();
    }
  }

  private void arrived(Delivery delivery, PartialMessage message, Attachment own) {
    long now = connection.timers().nanoTime();
    Arrival arrival = new Arrival(this, own, delivery, message.bytes(), now);
    if (message.isTooLarge()) {
      LOG.warn(
          "A message from {} is rejected: it has {} bytes, max_message_size allows {}",
          plan.name(),
          message.size(),
          plan.mostBytes());
      arrival.reject("amqp:link:message-size-exceeded", "It is larger than its receiver allows");
      taker.arrivedInVain(this);
      return;
    }
    taker.arrived(this, arrival);
  }

  private void attachAgain() {
    if (phase == Phase.PAUSING && engine != null) {
      attach();
    }
  }

  private void attach() {
    Engine live = engine;
    Addresser spelling = addresser;
    if (live == null || spelling == null || phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.ATTACHING;
    credit = 0;
    partial = null;
    if (!live.hasSessionLeft()) {
      detached(PeerError.noSession(live.mostSessions()));
      return;
    }
    Attachment made = new Attachment(live, this);
    attachment = made;
    receiver = made.open(session -> plan.receiver(session, spelling));
  }

  private void over(String why, Phase next) {
    boolean wasAttached = phase == Phase.ATTACHED;
    attachment = null;
    receiver = null;
    partial = null;
    credit = 0;
    phase = next;
    if (wasAttached) {
      taker.detached(this, why);
    }
  }
}
