package dev.fjord.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one caller sends over and over: a text that no other caller sends, so that a reply that went
 * astray shows.
 */
public final class Payload {
  private final int number;
  private final String text;
  private final byte[] bytes;

  private Payload(int number, String text) {
    this.number = number;
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The payload of a caller, so many ASCII characters long. */
  public static Payload of(int number, int size) {
    String head = "payload-" + number + "-";
    return new Payload(number, head + "x".repeat(Math.max(0, size - head.length())));
  }

  /** The payloads of so many callers. */
  public static Payload[] many(int count, int size) {
    Payload[] payloads = new Payload[count];
    Arrays.setAll(payloads, number -> of(number, size));
    return payloads;
  }

  /** Whose it is. */
  public int number() {
    return number;
  }

  /** The text. */
  public String text() {
    return text;
  }

  /** The text in ASCII; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether a reply is this text. */
  public boolean matches(Object reply) {
    return reply instanceof byte[] received ? Arrays.equals(bytes, received) : text.equals(reply);
  }
}
