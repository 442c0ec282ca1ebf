package dev.fjord;

/**
 * Thrown when a message is larger than {@code max_message_size}; it was not sent.
 *
 * @since 0.1.0
 */
public final class MessageTooLargeException extends FjordException {
  private static final long serialVersionUID = 1L;

  private final long size;
  private final long limit;

  /** With both sizes, in bytes. */
  public MessageTooLargeException(long size, long limit) {
    super(
        "The message has "
            + size
            + " bytes, max_message_size allows "
            + limit
            + ": send less or raise the limit on both ends");
    this.size = size;
    this.limit = limit;
  }

  /** The size of the message, in bytes; a lower bound if writing stopped early. */
  public long size() {
    return size;
  }

  /** The limit, in bytes. */
  public long limit() {
    return limit;
  }
}
