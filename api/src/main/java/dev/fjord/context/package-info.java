/**
 * What goes with a request from thread to thread and from service to service: its context, the
 * log's MDC, and whatever else a propagator carries.
 */
@NullMarked
package dev.fjord.context;

import org.jspecify.annotations.NullMarked;
