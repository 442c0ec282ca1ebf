/** What is measured: the rows of each section, the matrix, and the goals. */
@NullMarked
package dev.fjord.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
