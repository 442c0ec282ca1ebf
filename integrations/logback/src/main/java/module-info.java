/** Appenders that let log records leave as notifications. */
module dev.fjord.logback {
  requires transitive dev.fjord.api;
  requires transitive ch.qos.logback.classic;
  requires transitive ch.qos.logback.core;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.fjord.logback;
}
