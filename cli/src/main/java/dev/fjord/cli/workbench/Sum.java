package dev.fjord.cli.workbench;

import java.math.BigDecimal;

/** Exact sums of numbers as they come from a caller. */
final class Sum {
  /** An exponent takes few characters; the digits that a sum then has would take all memory. */
  private static final int MOST_DIGITS = 10_000;

  private Sum() {}

  static BigDecimal of(BigDecimal a, BigDecimal b) {
    return checked(a).add(checked(b));
  }

  private static BigDecimal checked(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new ArithmeticException(
          "A number with an exponent beyond " + MOST_DIGITS + " is too large or too small to add");
    }
    return number;
  }
}
