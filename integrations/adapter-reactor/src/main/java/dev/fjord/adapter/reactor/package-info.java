/**
 * Methods of endpoints and of clients' interfaces that return a {@code Mono} of Reactor. Its one
 * public class is the adapter.
 */
@NullMarked
package dev.fjord.adapter.reactor;

import org.jspecify.annotations.NullMarked;
