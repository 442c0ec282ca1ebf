package dev.fjord.interop.desk;

/** An application's checked exception. */
public final class BookingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public BookingException(String message) {
    super(message);
  }
}
