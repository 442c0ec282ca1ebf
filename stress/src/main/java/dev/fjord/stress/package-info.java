/** Races between threads that must have one winner. */
@NullMarked
package dev.fjord.stress;

import org.jspecify.annotations.NullMarked;
