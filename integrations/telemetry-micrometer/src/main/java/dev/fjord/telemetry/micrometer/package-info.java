/**
 * What Fjord does, as meters of a Micrometer registry. Its one public class is the listener; {@code
 * docs/telemetry.md} lists the meters.
 */
@NullMarked
package dev.fjord.telemetry.micrometer;

import org.jspecify.annotations.NullMarked;
