/** Runs the rows in processes of their own, round by round, and keeps what they print. */
@NullMarked
package dev.fjord.benchmarks.run;

import org.jspecify.annotations.NullMarked;
