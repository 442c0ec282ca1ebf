/** What would be, told without a start. */
@NullMarked
package dev.fjord.cli.explain;

import org.jspecify.annotations.NullMarked;
