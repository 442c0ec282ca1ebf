/**
 * The limits: the RabbitMQ client used by hand, with the guarantees and the bytes of each of
 * Fjord's profiles, and without either.
 */
@NullMarked
package dev.fjord.benchmarks.raw;

import org.jspecify.annotations.NullMarked;
