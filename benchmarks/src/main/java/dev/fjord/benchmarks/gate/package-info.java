/** Keeps the bytes that an operation allocates from growing unnoticed. */
@NullMarked
package dev.fjord.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
