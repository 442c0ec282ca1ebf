package dev.fjord.driver.amqp.rabbit.wire;

/** The keys of a message that belong to this wire. */
final class WireKeys {
  static final String VERSION = "oslo.version";
  static final String MESSAGE = "oslo.message";
  static final String MESSAGE_ID = "_msg_id";
  static final String REPLY_QUEUE = "_reply_q";
  static final String TIMEOUT = "_timeout";
  static final String UNIQUE_ID = "_unique_id";
  static final String RESULT = "result";
  static final String FAILURE = "failure";
  static final String ENDING = "ending";

  private WireKeys() {}
}
