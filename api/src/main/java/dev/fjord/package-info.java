/**
 * The values users touch: where messages go ({@link dev.fjord.Target}), which broker carries them
 * ({@link dev.fjord.TransportUrl}), what travels beside a payload ({@link
 * dev.fjord.MessageContext}), configuration ({@link dev.fjord.FjordConfig}) and what can go wrong
 * ({@link dev.fjord.FjordException} and its leaves).
 *
 * <p>Everything here is immutable and thread-safe unless it says otherwise.
 */
@NullMarked
package dev.fjord;

import org.jspecify.annotations.NullMarked;
