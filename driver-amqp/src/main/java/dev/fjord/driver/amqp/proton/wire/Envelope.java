package dev.fjord.driver.amqp.proton.wire;

import org.jspecify.annotations.Nullable;

/**
 * What travels around a message's body: the header and the properties that oslo.messaging uses.
 *
 * @param messageId the id of a request whose caller waits; of any type that AMQP 1.0 allows
 * @param to the address it goes to
 * @param replyTo where its reply goes
 * @param correlationId the id of the request that it answers, in the type that the request had
 * @param ttlMillis for how long it is of use; negative for ever
 * @param durability whether the broker keeps it over a restart
 */
public record Envelope(
    @Nullable Object messageId,
    @Nullable String to,
    @Nullable String replyTo,
    @Nullable Object correlationId,
    long ttlMillis,
    Durability durability) {
  /** What has no limit to its time. */
  public static final long FOR_EVER = -1;

  /** Of a message that has no properties. */
  static final Envelope NONE = new Envelope(null, null, null, null, FOR_EVER, Durability.TRANSIENT);

  /** Of a message without a reply. */
  public static Envelope oneWay(String to) {
    return oneWay(to, Durability.TRANSIENT);
  }

  /** Of a message without a reply that the broker may have to keep. */
  public static Envelope oneWay(String to, Durability durability) {
    return new Envelope(null, to, null, null, FOR_EVER, durability);
  }

  /** Of a request whose caller waits. */
  public static Envelope request(String messageId, String to, String replyTo, long ttlMillis) {
    return new Envelope(messageId, to, replyTo, null, ttlMillis, Durability.TRANSIENT);
  }

  /** Of an answer to a request. */
  public static Envelope answer(@Nullable Object requestId, String to, long ttlMillis) {
    return new Envelope(null, to, null, requestId, ttlMillis, Durability.TRANSIENT);
  }

  /** The same with another time. */
  Envelope within(long millis) {
    return new Envelope(messageId, to, replyTo, correlationId, millis, durability);
  }

  /** Whether it has one of the properties. */
  boolean hasProperties() {
    return messageId != null || to != null || replyTo != null || correlationId != null;
  }

  /** Nothing of what it holds. */
  @Override
  public String toString() {
    return "Envelope[" + ttlMillis + " ms]";
  }
}
