/** A progress bar and a table. */
@NullMarked
package dev.fjord.cli.terminal;

import org.jspecify.annotations.NullMarked;
