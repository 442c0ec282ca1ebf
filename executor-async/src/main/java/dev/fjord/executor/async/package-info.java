/**
 * The executor {@code async}: endpoint methods return stages and run on an event loop; a server
 * with a method that may block is refused. Its one public class is the provider.
 */
@NullMarked
package dev.fjord.executor.async;

import org.jspecify.annotations.NullMarked;
