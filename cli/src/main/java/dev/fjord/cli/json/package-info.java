/** JSON passed through as it is, and made safe for one line of a terminal. */
@NullMarked
package dev.fjord.cli.json;

import org.jspecify.annotations.NullMarked;
