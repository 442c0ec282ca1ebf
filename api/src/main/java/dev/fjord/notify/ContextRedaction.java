package dev.fjord.notify;

import dev.fjord.MessageContext;
import java.util.Set;

/**
 * What of a context goes out with a notification: many read a bus of notifications, so secrets such
 * as tokens have to stay behind. Thread-safe; does not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ContextRedaction {
  /** The context that goes out in place of another. */
  MessageContext redact(MessageContext context);

  /**
   * Keeps who asked for what and on whose behalf, and nothing else: the keys that oslo.messaging
   * 14.0.3 keeps, such as {@code user_id}, {@code project_id}, {@code roles} and {@code
   * request_id}. The default.
   */
  static ContextRedaction safeKeys() {
    return SafeKeys.ONLY;
  }

  /** Keeps these keys and nothing else. */
  static ContextRedaction keeping(Set<String> keys) {
    return new SafeKeys(keys);
  }

  /** Keeps nothing, as oslo.messaging 18 does with a context that is a plain dictionary. */
  static ContextRedaction nothing() {
    return context -> MessageContext.empty();
  }

  /** Keeps everything, secrets included: for buses that only trusted services read. */
  static ContextRedaction everything() {
    return context -> context;
  }
}
