package dev.fjord.interop.python;

import java.util.Locale;

/** How targets become addresses of AMQP 1.0, the option of the same name in both libraries. */
enum Amqp1Addressing {
  /** Words joined with dots. */
  LEGACY,
  /** Words joined with slashes. */
  ROUTABLE,
  /** What the broker's name suggests; it is the second for every broker but one. */
  DYNAMIC;

  /** A transport URL with the option. */
  String in(String url) {
    return url + "?addressing_mode=" + name().toLowerCase(Locale.ROOT);
  }
}
