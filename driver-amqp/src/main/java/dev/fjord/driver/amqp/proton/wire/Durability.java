package dev.fjord.driver.amqp.proton.wire;

/** Whether a broker that has a disk keeps a message there. */
public enum Durability {
  /** It is lost when the broker ends. */
  TRANSIENT,
  /** The broker confirms it when it is safe, and has it after a restart. */
  DURABLE
}
