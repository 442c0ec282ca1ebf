package dev.fjord.driver.fake;

import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.Reply;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Drivers whose messages break a rule once they were handed over. */
final class BrokenMessages {
  private BrokenMessages() {}

  /** M1: a requeue works however often it is asked for. */
  static final class SettlesTwice extends AlteredProvider {
    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      AtomicBoolean settled = new AtomicBoolean();
      return new ForwardingMessage(inner) {
        @Override
        public CompletionStage<Void> acknowledge() {
          settled.set(true);
          return inner.acknowledge();
        }

        @Override
        public CompletionStage<Void> requeue() {
          if (settled.getAndSet(true)) {
            handler.handle(inner);
          }
          return inner.requeue();
        }
      };
    }
  }

  /** M2: a reply that is not wanted fails. */
  static final class RefusesUnwantedReplies extends AlteredProvider {
    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      AtomicBoolean replied = new AtomicBoolean(!inner.expectsReply());
      return new ForwardingMessage(inner) {
        @Override
        public CompletionStage<Void> reply(Reply reply) {
          return inner
              .reply(reply)
              .thenAccept(
                  done -> {
                    if (replied.getAndSet(true)) {
                      throw new IllegalStateException("nobody waits for this reply");
                    }
                  });
        }
      };
    }
  }

  /** M3: what is left of a closed transport throws. */
  static final class ThrowsAfterClose extends AlteredProvider {
    private volatile boolean closed;

    @Override
    void closed() {
      closed = true;
    }

    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public CompletionStage<Void> reply(Reply reply) {
          if (closed) {
            throw new IllegalStateException("the link is closed");
          }
          return inner.reply(reply);
        }
      };
    }
  }
}
