/**
 * The executor {@code blocking}: endpoint methods of both styles run on a thread of a bounded pool,
 * which waits for the stage where a method returns one. Its one public class is the provider.
 */
@NullMarked
package dev.fjord.executor.blocking;

import org.jspecify.annotations.NullMarked;
