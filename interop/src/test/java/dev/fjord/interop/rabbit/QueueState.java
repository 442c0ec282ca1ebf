package dev.fjord.interop.rabbit;

/**
 * What a node says of a queue at one moment.
 *
 * @param ready messages waiting
 * @param unacknowledged messages delivered and not yet settled
 * @param consumers consumers on the queue
 */
public record QueueState(long ready, long unacknowledged, int consumers) {
  /** All messages that the queue holds. */
  public long messages() {
    return ready + unacknowledged;
  }
}
