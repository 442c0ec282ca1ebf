package dev.fjord.cli.demo;

/**
 * Something that was verified.
 *
 * @param what what was counted
 * @param expected how many there were to be
 * @param actual how many there were
 * @param ok whether all is as it must be
 */
public record Check(String what, long expected, long actual, boolean ok) {}
