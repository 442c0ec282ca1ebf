/** Starts the {@code fjord} command. */
@NullMarked
package dev.fjord.cli;

import org.jspecify.annotations.NullMarked;
