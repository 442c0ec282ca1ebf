package dev.fjord.context;

import dev.fjord.MessageContext;

/**
 * Carries something that belongs to a thread, such as a trace, along with a request. Found through
 * {@link java.util.ServiceLoader}, once for the process: a public class with a public constructor
 * without argument or work, named in {@code module-info} and in {@code
 * META-INF/services/dev.fjord.context.ContextPropagator}. One that does not load is reported and
 * left out. That of SLF4J's MDC is always there.
 *
 * <p>Thread-safe. No method blocks; what one throws is logged and goes no further.
 *
 * @since 0.1.0
 */
public interface ContextPropagator {
  /**
   * What is to be current while a message is worked on, from what travelled with it. Also what
   * keeps the endpoint's own changes from the next message of its thread.
   */
  Capture received(MessageContext context);

  /** What is current on this thread. */
  Capture capture();

  /** A context that is about to be sent, with what receivers need added to it. */
  default MessageContext outgoing(MessageContext context) {
    return context;
  }

  /** Something that can be made current on any thread, any number of times. Thread-safe. */
  @FunctionalInterface
  interface Capture {
    /** Makes it current on this thread. */
    Restore enter();

    /** Changes nothing. */
    static Capture nothing() {
      return () -> () -> {};
    }
  }

  /** Puts back what was current before; called once, on the thread that entered. */
  @FunctionalInterface
  interface Restore {
    /** Puts it back. */
    void restore();
  }
}
