package dev.fjord.porting;

import dev.fjord.spi.EndpointMethod;

/**
 * What is known of one endpoint method.
 *
 * @param method its names and style
 * @param use how it has used its server's threads
 * @param verdict what to do about it
 * @since 0.1.0
 */
public record MethodReport(EndpointMethod method, MethodUse use, Verdict verdict) {}
