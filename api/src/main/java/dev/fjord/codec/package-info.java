/**
 * Messages as JSON bytes and back, for the authors of drivers: fields of a message, failures,
 * contexts, and text inside text. Values stay ranges of the received bytes until they are bound to
 * a type. Each wire's envelope lives with its driver.
 */
@NullMarked
package dev.fjord.codec;

import org.jspecify.annotations.NullMarked;
