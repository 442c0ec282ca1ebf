/** Many callers at once, and what came of them. */
@NullMarked
package dev.fjord.cli.load;

import org.jspecify.annotations.NullMarked;
