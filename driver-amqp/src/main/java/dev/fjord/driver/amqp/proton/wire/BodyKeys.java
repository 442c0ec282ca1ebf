package dev.fjord.driver.amqp.proton.wire;

/** The keys of bodies. */
final class BodyKeys {
  static final String REQUEST = "request";
  static final String CONTEXT = "context";
  static final String MONITOR = "call_monitor_timeout";
  static final String RESPONSE = "response";
  static final String FAILURE = "failure";
  static final String VERSION = "oslo.version";
  static final String MESSAGE = "oslo.message";

  /** The one version of the envelope that there is. */
  static final String SUPPORTED = "2.0";

  private BodyKeys() {}
}
