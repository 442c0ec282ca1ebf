/** Puts load on one subject in a JVM of its own, and measures it. */
@NullMarked
package dev.fjord.benchmarks.load;

import org.jspecify.annotations.NullMarked;
