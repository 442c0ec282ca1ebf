/** Logs on standard error, quiet unless asked. */
@NullMarked
package dev.fjord.cli.log;

import org.jspecify.annotations.NullMarked;
