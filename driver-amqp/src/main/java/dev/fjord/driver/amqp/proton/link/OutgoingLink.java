package dev.fjord.driver.amqp.proton.link;

import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.driver.amqp.proton.address.Addresser;
import dev.fjord.driver.amqp.proton.address.Destination;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one destination, and what waits for it. It goes from DETACHED through ATTACHING to
 * ATTACHED, back to DETACHED with its connection, and to PAUSING when the broker refuses it or
 * detaches it: then it is attached again after a while. Confined to the loop.
 */
final class OutgoingLink implements Attachment.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingLink.class);

  private final Destination destination;
  private final Outbox home;
  private final Set<Transfer> waiting = new LinkedHashSet<>();
  private final Unsettled unsettled = new Unsettled(this::again);
  private Phase phase = Phase.DETACHED;
  private String address = "";
  private @Nullable Engine engine;
  private @Nullable Attachment attachment;
  private @Nullable Sender sender;
  private long tags;
  private long usedNanos;
  private boolean resendIsDue;

  /** Where the link stands. */
  private enum Phase {
    DETACHED,
    ATTACHING,
    ATTACHED,
    PAUSING
  }

  OutgoingLink(Destination destination, Outbox home) {
    this.destination = destination;
    this.home = home;
  }

  Destination destination() {
    return destination;
  }

  /** Whether nothing waits for it or is on its way. */
  boolean isIdle() {
    return waiting.isEmpty() && unsettled.isEmpty();
  }

  /** When it was last used. */
  long usedNanos() {
    return usedNanos;
  }

  /** The connection is there. */
  void up(Engine newEngine, Addresser addresser) {
    engine = newEngine;
    address = addresser.address(destination);
    attach();
  }

  /** The connection is lost. */
  void down(String why) {
    engine = null;
    attachment = null;
    sender = null;
    phase = Phase.DETACHED;
    waiting.addAll(
        unsettled.endDoubts(
            "The connection was lost before the broker had taken the message: " + why));
  }

  void send(Transfer transfer, long nowNanos) {
    usedNanos = nowNanos;
    waiting.add(transfer);
    drain();
  }

  /** A message was given up by who sent it. */
  void forget(Transfer transfer) {
    waiting.remove(transfer);
  }

  /** Writes what waits, as far as credit and the socket allow. */
  void drain() {
    Sender current = sender;
    Engine live = engine;
    if (phase != Phase.ATTACHED || current == null || live == null || resendIsDue) {
      return;
    }
    var next = waiting.iterator();
    boolean wrote = false;
    while (next.hasNext() && current.getCredit() > 0 && live.isWritable()) {
      Transfer transfer = next.next();
      next.remove();
      if (!transfer.isDone()) {
        write(transfer, current, live);
        wrote = true;
      }
    }
    if (wrote) {
      live.writeSoon();
    }
  }

  /** Ends what waits. */
  void failWaiting(FjordException reason) {
    List<Transfer> failed = new ArrayList<>(waiting);
    waiting.clear();
    failed.forEach(transfer -> transfer.completeExceptionally(reason));
  }

  /** Ends everything, for good. */
  void close(FjordException reason) {
    failWaiting(reason);
    unsettled.fail(reason);
    Attachment current = attachment;
    if (current != null) {
      current.end();
    }
    phase = Phase.DETACHED;
  }

  @Override
  public void attached() {
    phase = Phase.ATTACHED;
    drain();
  }

  @Override
  public void flow() {
    drain();
  }

  @Override
  public void detached(PeerError why) {
    attachment = null;
    sender = null;
    boolean wasRefused = phase == Phase.ATTACHING;
    phase = Phase.PAUSING;
    waiting.addAll(
        unsettled.endDoubts("The broker detached the link to " + address + ": " + why.text()));
    if (wasRefused) {
      refused(why);
    }
    if (isIdle()) {
      home.drop(this);
      return;
    }
    pause(why);
  }

  private void pause(PeerError why) {
    phase = Phase.PAUSING;
    LOG.debug(
        "The link to {} is attached again after a pause: {}", Escaped.text(address), why.text());
    waiting.forEach(transfer -> transfer.hindered("the link was refused: " + why.text()));
    home.afterPause(this::attachAgain);
  }

  @Override
  public void delivery(Delivery delivery) {
    unsettled.changed(delivery, address);
  }

  /** The broker does not attach the link: what cannot wait for that ends. */
  private void refused(PeerError why) {
    switch (destination.reach()) {
      case ALL -> {
        if (why.isMissing()) {
          // All servers there are get it: none.
          waiting.forEach(transfer -> transfer.complete(null));
          waiting.clear();
        }
      }
      case NOTIFICATION -> {
        // It waits for somebody to make the address, as long as it may.
      }
      case ONE, ANY, REPLY -> {
        if (why.isPermanent()) {
          List<Transfer> failed = new ArrayList<>(waiting);
          waiting.clear();
          failed.forEach(transfer -> transfer.refused(address, why));
        }
      }
    }
  }

  private void attachAgain() {
    if (phase == Phase.PAUSING && engine != null) {
      if (isIdle()) {
        home.drop(this);
      } else {
        attach();
      }
    }
  }

  private void attach() {
    Engine live = engine;
    if (live == null || live.isOver()) {
      return;
    }
    if (!live.hasSessionLeft()) {
      pause(PeerError.noSession(live.mostSessions()));
      return;
    }
    phase = Phase.ATTACHING;
    Attachment made = new Attachment(live, this);
    attachment = made;
    sender =
        made.open(
            session -> {
              Sender link =
                  session.sender("openstack.org/om/sender/[" + address + "]/" + home.ids().next());
              Termini.address(link, destination, address);
              return link;
            });
  }

  private void write(Transfer transfer, Sender current, Engine live) {
    byte[] message = transfer.content(address);
    if (message == null) {
      return;
    }
    boolean isSettled = transfer.care() == Transfer.Care.SETTLED;
    Delivery delivery = current.delivery(isSettled ? new byte[0] : tag());
    delivery.setContext(transfer);
    current.sendNoCopy(ReadableBuffer.ByteBufferReader.wrap(ByteBuffer.wrap(message)));
    if (isSettled) {
      // Which is the end of it, so it comes after its bytes.
      delivery.settle();
    } else {
      current.advance();
    }
    transfer.written();
    live.handedOver(message.length);
    if (isSettled) {
      live.whenWritten(transfer);
    } else {
      unsettled.add(transfer);
    }
  }

  /** The broker did not pass it on: it is sent again, after what else is on its way. */
  private void again(Transfer transfer) {
    waiting.add(transfer);
    if (!resendIsDue) {
      resendIsDue = true;
      home.afterPause(
          () -> {
            resendIsDue = false;
            drain();
          });
    }
  }

  private byte[] tag() {
    long tag = tags++;
    return tag <= 0xffff
        ? new byte[] {(byte) (tag >> 8), (byte) tag}
        : ByteBuffer.allocate(Long.BYTES).putLong(tag).array();
  }
}
