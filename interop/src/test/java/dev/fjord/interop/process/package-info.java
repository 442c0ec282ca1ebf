/** Processes that a test starts and must not leave behind. */
@NullMarked
package dev.fjord.interop.process;

import org.jspecify.annotations.NullMarked;
