package dev.fjord.porting;

/**
 * What to do about a method.
 *
 * @param readiness where it stands
 * @param advice what to do, in words
 */
public record Verdict(Readiness readiness, String advice) {}
