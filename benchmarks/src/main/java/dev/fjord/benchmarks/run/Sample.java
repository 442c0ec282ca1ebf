package dev.fjord.benchmarks.run;

import dev.fjord.benchmarks.load.Measurement;

/**
 * What one row came to in one round.
 *
 * @param section of which section
 * @param row which row
 * @param load under which load, as the row has it
 * @param round in which round, from 1
 * @param position at which place of the round it was run, from 1
 * @param measured the figures
 */
public record Sample(
    String section, String row, String load, int round, int position, Measurement measured) {}
