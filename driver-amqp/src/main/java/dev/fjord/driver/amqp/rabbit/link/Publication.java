package dev.fjord.driver.amqp.rabbit.link;

import com.rabbitmq.client.AMQP;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One message on its way to the broker. Ends once: with what came of it, or with a {@link
 * dev.fjord.FjordException}. Completed on the loop, or by whoever gives it up first.
 */
public final class Publication extends CompletableFuture<Publication.Outcome> {
  private final Route route;
  private final Supplier<AMQP.BasicProperties> properties;
  private final byte[] body;
  private volatile int writes;
  private volatile int rejections;

  /** What came of a message. */
  public enum Outcome {
    /** The broker has it. */
    CONFIRMED,
    /** The broker found no queue for it. */
    RETURNED
  }

  /**
   * With what is to be sent.
   *
   * @param properties asked when the message is written, since what is left of its time changes
   */
  public Publication(Route route, Supplier<AMQP.BasicProperties> properties, byte[] body) {
    this.route = route;
    this.properties = properties;
    this.body = body;
  }

  /** Where it goes. */
  Route route() {
    return route;
  }

  /** Whether it was written and not refused at least once: then the broker may have it. */
  public boolean wasWritten() {
    return writes > 0;
  }

  int size() {
    return body.length;
  }

  /** How often it was written. */
  int writes() {
    return writes;
  }

  /** Writes it; called on the loop. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop writes it
  boolean writeTo(LiveChannel channel) {
    writes++;
    return channel.publish(
        route.exchange(), route.key(), route.mandatory(), properties.get(), body);
  }

  /** The write did not happen after all. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop writes it
  void unwritten() {
    writes--;
  }

  /** The broker refused it, so that it does not have it; called on the loop. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the loop writes it
  void rejected() {
    rejections++;
    writes--;
  }

  /** How often the broker refused it. */
  public int rejections() {
    return rejections;
  }

  /** Whether a message that came back is this one: no two bodies are alike. */
  boolean is(String exchange, String key, byte[] returned) {
    return route.mandatory() == LiveChannel.Mandatory.YES
        && body.length == returned.length
        && route.exchange().equals(exchange)
        && route.key().equals(key)
        && Arrays.equals(body, returned);
  }
}
