/** The seams that take bytes from outside, each as a target for a fuzzer. */
@NullMarked
package dev.fjord.fuzz;

import org.jspecify.annotations.NullMarked;
