/** Tests that keep the documentation true. */
@NullMarked
package dev.fjord.interop.docs;

import org.jspecify.annotations.NullMarked;
