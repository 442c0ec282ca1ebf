/** How fast Fjord is, and what decides that. */
@NullMarked
package dev.fjord.benchmarks;

import org.jspecify.annotations.NullMarked;
