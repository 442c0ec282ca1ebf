/**
 * Contracts for the authors of plug-ins. Extend {@link dev.fjord.tck.DriverContract} in a test of
 * your own and say how your plug-in is opened; each test method is a rule or a behaviour that every
 * plug-in has. Names that begin with a letter and a number ({@code l2_...}) are the numbered rules.
 */
@NullMarked
package dev.fjord.tck;

import org.jspecify.annotations.NullMarked;
