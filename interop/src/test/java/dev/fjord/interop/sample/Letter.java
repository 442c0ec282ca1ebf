package dev.fjord.interop.sample;

import dev.fjord.MessageContext;
import dev.fjord.spi.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in a box.
 *
 * @param payload its fields
 * @param context what travels beside them
 * @param caller who waits for a reply; null for what is sent one way
 */
record Letter(Payload payload, MessageContext context, @Nullable Caller caller) {
  boolean isExpired() {
    return caller != null && caller.isGone();
  }
}
