package dev.fjord.porting;

import java.time.Duration;

/**
 * The blocking calls of the library that a method made on its worker.
 *
 * @param count how many
 * @param total how long the method waited in them
 * @since 0.1.0
 */
public record Waits(long count, Duration total) {}
