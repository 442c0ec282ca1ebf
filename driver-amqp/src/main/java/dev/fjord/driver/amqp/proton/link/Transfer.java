package dev.fjord.driver.amqp.proton.link;

import dev.fjord.DeliveryException;
import dev.fjord.DeliveryException.Retry;
import dev.fjord.Escaped;
import dev.fjord.driver.amqp.proton.address.Destination;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the broker. Completes when the broker has it, or, if it is sent settled,
 * when it is written; exceptionally if that fails or somebody gives it up. Thread-safe.
 */
public final class Transfer extends CompletableFuture<@Nullable Void> {
  private final Destination destination;
  private final Care care;
  private final Content content;
  private final int size;
  private volatile boolean isWritten;
  private volatile boolean isUndeliverable;
  private volatile String trouble = "";

  /** How much is known of what becomes of a message, and what is done about it. */
  public enum Care {
    /** It is settled as it is sent: nothing is known. */
    SETTLED,
    /** The broker settles it. What is in doubt fails. */
    ONCE,
    /** The broker settles it. What is in doubt is sent again. */
    AT_LEAST_ONCE
  }

  /** Makes the bytes of a message as it is written, on the loop. */
  @FunctionalInterface
  public interface Content {
    /** The bytes for an address; null if it cannot leave now: its owner sends it again later. */
    byte @Nullable [] at(String address);
  }

  /** With where it goes and about how many bytes it has. */
  public Transfer(Destination destination, Care care, int size, Content content) {
    this.destination = destination;
    this.care = care;
    this.size = size;
    this.content = content;
  }

  /** Whether it was written, so that the broker may have it. */
  public boolean isWritten() {
    return isWritten;
  }

  /** What stood in its way last; empty text for nothing. */
  public String trouble() {
    return trouble;
  }

  /** Whether it failed because there is no such address. */
  public boolean isUndeliverable() {
    return isUndeliverable;
  }

  Destination destination() {
    return destination;
  }

  Care care() {
    return care;
  }

  int size() {
    return size;
  }

  byte @Nullable [] content(String address) {
    return content.at(address);
  }

  void written() {
    isWritten = true;
  }

  /** It came back, so that the broker does not have it. */
  void returned(String why) {
    isWritten = false;
    trouble = why;
  }

  /** Ends it: the broker knows no such address, or does not let this client use it. */
  void refused(String address, PeerError why) {
    isUndeliverable = why.isMissing();
    completeExceptionally(
        new DeliveryException(
            "The broker refused the message to " + Escaped.text(address) + ": " + why.text(),
            Retry.SAFE,
            null));
  }

  void hindered(String why) {
    trouble = why;
  }
}
