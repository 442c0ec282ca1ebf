/**
 * The executor {@code hybrid}: endpoint methods that may block run on a virtual thread each, those
 * that return a stage on an event loop, so that one server can be ported a method at a time. Its
 * one public class is the provider.
 */
@NullMarked
package dev.fjord.executor.hybrid;

import org.jspecify.annotations.NullMarked;
