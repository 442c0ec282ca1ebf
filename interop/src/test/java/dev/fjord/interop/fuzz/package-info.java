/** Damaged input for decoders. */
@NullMarked
package dev.fjord.interop.fuzz;

import org.jspecify.annotations.NullMarked;
