package dev.fjord.interop.desk;

/** A result that has no JSON form: reading its only property throws. */
final class Unencodable {
  Unencodable() {}

  /** Never returns. */
  public String getText() {
    throw new IllegalStateException("this property cannot be read");
  }
}
