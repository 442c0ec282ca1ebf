/**
 * What Fjord tells of its work to metrics, traces and recordings. Without a listener nothing of it
 * happens.
 */
@NullMarked
package dev.fjord.telemetry;

import org.jspecify.annotations.NullMarked;
