/** Python oslo.messaging peers that a test drives. */
@NullMarked
package dev.fjord.interop.python;

import org.jspecify.annotations.NullMarked;
