/** What needs no broker, under JMH: the executors alone, the codec, RPC through the fake driver. */
@NullMarked
package dev.fjord.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
