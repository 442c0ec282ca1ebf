package dev.fjord.porting;

/**
 * What to do about a method.
 *
 * @param readiness where it stands
 * @param advice what to do, in words
 * @since 0.1.0
 */
public record Verdict(Readiness readiness, String advice) {}
