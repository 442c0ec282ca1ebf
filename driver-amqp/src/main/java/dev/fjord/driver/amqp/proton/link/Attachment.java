package dev.fjord.driver.amqp.proton.link;

import java.util.function.Function;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;
import org.jspecify.annotations.Nullable;

/**
 * One attach of a link, on a session of its own, since some brokers end the whole session when they
 * refuse a link. Once it has ended, on either side, its owner hears nothing more. Confined to the
 * loop.
 */
final class Attachment {
  private final Engine engine;
  private final Owner owner;
  private final Session session;
  private @Nullable Link link;
  private boolean isOver;
  private boolean isFree;

  /** Who uses the link. */
  interface Owner {
    /** The broker has attached it too. */
    void attached();

    /** The broker has refused or detached it; messages on their way are in doubt. */
    void detached(PeerError why);

    /** The broker's credit has changed. */
    void flow();

    /** A delivery has changed. */
    void delivery(Delivery delivery);
  }

  Attachment(Engine engine, Owner owner) {
    this.engine = engine;
    this.owner = owner;
    this.session = engine.session(this);
  }

  /** Attaches the link that is made on the session. */
  <L extends Link> L open(Function<Session, L> making) {
    L made = making.apply(session);
    link = made;
    made.open();
    engine.writeSoon();
    return made;
  }

  /** Detaches the link for good. */
  void end() {
    if (!isOver) {
      isOver = true;
      close();
    }
  }

  void handle(Event event) {
    Link current = event.getLink();
    switch (event.getType()) {
      case LINK_REMOTE_OPEN -> {
        // A link that is refused is attached without its other end first, then detached.
        if (!isOver && hasOtherEnd(current)) {
          owner.attached();
        }
      }
      case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> remoteEnded(current.getRemoteCondition());
      case LINK_FLOW -> {
        if (!isOver) {
          owner.flow();
        }
      }
      case DELIVERY -> {
        if (!isOver) {
          owner.delivery(event.getDelivery());
        }
      }
      default -> {}
    }
  }

  /** The broker has ended the link, or the session with it. */
  void remoteEnded(@Nullable ErrorCondition condition) {
    if (isOver) {
      free();
      return;
    }
    isOver = true;
    close();
    free();
    owner.detached(PeerError.of(condition, "the broker detached the link"));
  }

  private void close() {
    Link current = link;
    if (current != null) {
      current.close();
    }
    session.close();
    engine.writeSoon();
  }

  /** The engine forgets both; only once the broker has no more to say of the link. */
  private void free() {
    if (!isFree) {
      isFree = true;
      Link current = link;
      if (current != null) {
        current.free();
      }
      session.free();
      engine.sessionEnded();
    }
  }

  private static boolean hasOtherEnd(Link link) {
    return link instanceof org.apache.qpid.proton.engine.Sender
        ? link.getRemoteTarget() != null
        : link.getRemoteSource() != null;
  }
}
