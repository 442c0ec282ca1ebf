/**
 * Measures how the endpoint methods of a server use its threads, and reports those that block an
 * event loop while they do. Not exported: a server gives it to its executor and reads the report.
 */
@NullMarked
package dev.fjord.guard;

import org.jspecify.annotations.NullMarked;
