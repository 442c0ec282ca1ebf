package dev.fjord.driver.amqp.rabbit.config;

/** When a message that is sent counts as taken. */
public enum PublishGuarantee {
  /** When the broker has confirmed it. */
  CONFIRMED,
  /** When it is written. It is not sent again, so it arrives once at most. */
  WRITTEN
}
