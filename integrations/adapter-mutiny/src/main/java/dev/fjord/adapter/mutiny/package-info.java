/**
 * Methods of endpoints and of clients' interfaces that return a {@code Uni} of Mutiny. Its one
 * public class is the adapter.
 */
@NullMarked
package dev.fjord.adapter.mutiny;

import org.jspecify.annotations.NullMarked;
