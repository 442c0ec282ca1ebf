/** A driver and an executor as others would write them; the guides show their code. */
@NullMarked
package dev.fjord.interop.sample;

import org.jspecify.annotations.NullMarked;
