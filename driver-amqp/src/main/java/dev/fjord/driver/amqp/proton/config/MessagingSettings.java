package dev.fjord.driver.amqp.proton.config;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What decides how messages are sent and taken.
 *
 * @param preSettled what is sent without waiting for the broker's word
 * @param credits how much may be on its way to this client
 * @param durableNotifications whether brokers keep notifications on disk
 * @param replyTimeout how long a reply waits for credit
 * @param maxMessageSize the largest message, in bytes
 */
public record MessagingSettings(
    Set<Kind> preSettled,
    Credits credits,
    boolean durableNotifications,
    Duration replyTimeout,
    int maxMessageSize) {
  /** What a message is. */
  public enum Kind {
    /** A request whose caller waits. */
    RPC_CALL,
    /** A request without a reply. */
    RPC_CAST,
    /** A reply. */
    RPC_REPLY,
    /** A notification. */
    NOTIFY
  }

  /**
   * How many messages may be on their way on one link.
   *
   * @param reply replies
   * @param rpc requests
   * @param notification notifications
   */
  public record Credits(int reply, int rpc, int notification) {}

  static MessagingSettings of(FjordConfig config) {
    return new MessagingSettings(
        kinds(config),
        new Credits(
            config.get(ProtonOptions.REPLY_CREDIT),
            config.get(ProtonOptions.RPC_CREDIT),
            config.get(ProtonOptions.NOTIFY_CREDIT)),
        config.get(ProtonOptions.DURABLE_NOTIFICATIONS),
        config.get(ProtonOptions.REPLY_TIMEOUT),
        config.get(CoreOptions.MAX_MESSAGE_SIZE));
  }

  private static Set<Kind> kinds(FjordConfig config) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String name : config.get(ProtonOptions.PRE_SETTLED)) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "rpc-call" -> kinds.add(Kind.RPC_CALL);
        case "rpc-cast" -> kinds.add(Kind.RPC_CAST);
        case "rpc-reply" -> kinds.add(Kind.RPC_REPLY);
        case "notify" -> kinds.add(Kind.NOTIFY);
        default -> throw ProtonSettings.unusableWord(ProtonOptions.PRE_SETTLED, name);
      }
    }
    return Set.copyOf(kinds);
  }
}
