/** What others use for the same work, each as its documentation shows it. */
@NullMarked
package dev.fjord.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
