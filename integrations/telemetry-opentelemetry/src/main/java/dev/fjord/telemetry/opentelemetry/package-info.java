/**
 * What Fjord does, as spans of OpenTelemetry, and OpenTelemetry's context carried along with
 * requests. {@code docs/telemetry.md} lists spans and attributes.
 */
@NullMarked
package dev.fjord.telemetry.opentelemetry;

import org.jspecify.annotations.NullMarked;
