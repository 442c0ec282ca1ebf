/**
 * An in-memory broker for tests and for services of one process. {@link
 * dev.fjord.driver.fake.FakeBroker} is an object that several transports can share, with knobs for
 * faults and a clock that stands still until it is advanced; {@code fake://} alone opens a private
 * broker on the real clock. Either way a message travels as JSON text, so what has no JSON form
 * fails as it would on a wire.
 *
 * <p>No thread belongs to the broker: whoever sends, requests slots or advances the clock is the
 * wire for as long as that takes.
 */
@NullMarked
package dev.fjord.driver.fake;

import org.jspecify.annotations.NullMarked;
