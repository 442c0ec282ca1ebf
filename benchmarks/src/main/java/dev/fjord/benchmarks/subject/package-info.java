/** Fjord itself as the subject of a load, through each wire and with each kind of endpoint. */
@NullMarked
package dev.fjord.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
