package dev.fjord.driver.fake;

import dev.fjord.ConnectionChange;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.IncomingHandler;
import dev.fjord.spi.IncomingMessage;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.Reply;
import dev.fjord.spi.SendOptions;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** Drivers that each break one rule. */
final class BrokenDrivers {
  private BrokenDrivers() {}

  /** L1: now and then a message comes twice. */
  static final class HandsOverTwice extends AlteredProvider {
    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      if (inner.payload().field("n").map(JsonText::asString).orElse("").equals("77")) {
        handler.handle(inner);
      }
      return inner;
    }
  }

  /** L2: one more than was requested. */
  static final class IgnoresCredit extends AlteredProvider {
    @Override
    Listener listener(Listener inner) {
      return new ForwardingListener(inner) {
        @Override
        public CompletionStage<Void> start(IncomingHandler handler) {
          inner.request(1);
          return inner.start(handler);
        }
      };
    }
  }

  /** L3: a stop that stops nothing. */
  static final class GoesOnAfterStop extends AlteredProvider {
    @Override
    Listener listener(Listener inner) {
      return new ForwardingListener(inner) {
        @Override
        public CompletionStage<Void> stop() {
          return CompletableFuture.completedFuture(null);
        }
      };
    }
  }

  /** L3: replies of a stopped listener go nowhere. */
  static final class AbandonsAtStop extends AlteredProvider {
    private volatile boolean stopped;

    @Override
    Listener listener(Listener inner) {
      return new ForwardingListener(inner) {
        @Override
        public CompletionStage<Void> stop() {
          stopped = true;
          return inner.stop();
        }
      };
    }

    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public CompletionStage<Void> reply(Reply reply) {
          return stopped ? CompletableFuture.completedFuture(null) : inner.reply(reply);
        }
      };
    }
  }

  /** L4: what was read ahead is lost at a stop. */
  static final class LosesAtStop extends AlteredProvider {
    @Override
    Listener listener(Listener inner) {
      AtomicBoolean stopping = new AtomicBoolean();
      return new ForwardingListener(inner) {
        @Override
        public CompletionStage<Void> start(IncomingHandler handler) {
          return inner.start(
              message -> {
                if (stopping.get()) {
                  message.acknowledge();
                } else {
                  handler.handle(message);
                }
              });
        }

        @Override
        public CompletionStage<Void> stop() {
          stopping.set(true);
          inner.request(1);
          return inner.stop();
        }
      };
    }
  }

  /** L4: what was not settled is lost at a close. */
  static final class LosesAtClose extends AlteredProvider {
    private final Queue<IncomingMessage> taken = new ConcurrentLinkedQueue<>();

    @Override
    Listener listener(Listener inner) {
      return new ForwardingListener(inner) {
        @Override
        public void close() {
          taken.forEach(IncomingMessage::acknowledge);
          inner.close();
        }
      };
    }

    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      taken.add(inner);
      return inner;
    }
  }

  /** L4: what comes again looks new. */
  static final class ForgetsRedelivery extends AlteredProvider {
    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public boolean isRedelivered() {
          return false;
        }
      };
    }
  }

  /** D1: calls with a method that may block. */
  static final class BlocksItsCaller extends AlteredProvider {
    @Override
    PendingCall call(Driver inner, Target to, OutgoingMessage message, CallOptions options) {
      EventLoop.requireMayBlock("A call");
      return inner.call(to, message, options);
    }
  }

  /** D2: who waits for the end of a call is told twice. */
  static final class EndsTwice extends AlteredProvider {
    @Override
    PendingCall call(Driver inner, Target to, OutgoingMessage message, CallOptions options) {
      PendingCall call = inner.call(to, message, options);
      CompletableFuture<JsonText> twice =
          new CompletableFuture<>() {
            @Override
            public CompletableFuture<JsonText> whenComplete(
                BiConsumer<? super JsonText, ? super Throwable> action) {
              CompletableFuture<JsonText> ignored = super.whenComplete(action);
              return super.whenComplete(action);
            }
          };
      call.reply()
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  twice.complete(result);
                } else {
                  twice.completeExceptionally(failure);
                }
              });
      return new PendingCall() {
        @Override
        public CompletionStage<JsonText> reply() {
          return twice;
        }

        @Override
        public void cancel() {
          call.cancel();
        }
      };
    }
  }

  /** D3: a reply ends the oldest call that waits, whichever that is. */
  static final class MixesRepliesUp extends AlteredProvider {
    private final Queue<CompletableFuture<JsonText>> waiting = new ConcurrentLinkedQueue<>();

    @Override
    PendingCall call(Driver inner, Target to, OutgoingMessage message, CallOptions options) {
      CompletableFuture<JsonText> end = new CompletableFuture<>();
      waiting.add(end);
      PendingCall call = inner.call(to, message, options);
      call.reply()
          .whenComplete(
              (result, failure) -> {
                waiting.remove(end);
                if (failure == null) {
                  end.complete(result);
                } else {
                  end.completeExceptionally(failure);
                }
              });
      return new PendingCall() {
        @Override
        public CompletionStage<JsonText> reply() {
          return end;
        }

        @Override
        public void cancel() {
          call.cancel();
        }
      };
    }

    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public CompletionStage<Void> reply(Reply reply) {
          boolean isLate = inner.budget().filter(left -> left.isZero()).isPresent();
          CompletableFuture<JsonText> other = isLate ? waiting.poll() : null;
          if (other != null && reply instanceof Reply.Result result) {
            other.complete(result.json());
          }
          return inner.reply(reply);
        }
      };
    }
  }

  /** D4: hands the sender's own objects over. */
  static final class PassesObjects extends AlteredProvider {
    private volatile MessageContext last = MessageContext.empty();

    @Override
    CompletionStage<Void> send(
        Driver inner, Target to, OutgoingMessage message, SendOptions options) {
      last = message.context();
      return inner.send(to, new OutgoingMessage(message.body(), MessageContext.empty()), options);
    }

    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public MessageContext context() {
          return last;
        }
      };
    }
  }

  /** C1: never says that a connection came up. */
  static final class HidesItsConnections extends AlteredProvider {
    @Override
    DriverSettings settings(DriverSettings inner) {
      return new DriverSettings(
          inner.config(),
          inner.timers(),
          change -> {
            if (change.state() != ConnectionChange.State.UP) {
              inner.connections().accept(change);
            }
          });
    }
  }

  /** D5: nobody is told that a call was given up. */
  static final class KeepsCancellationsToItself extends AlteredProvider {
    @Override
    IncomingMessage message(IncomingMessage inner, IncomingHandler handler) {
      return new ForwardingMessage(inner) {
        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public void onCancel(Runnable step) {}
      };
    }
  }
}
