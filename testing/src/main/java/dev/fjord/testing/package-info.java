/**
 * For tests of services: {@link dev.fjord.testing.FjordExtension} gives each test a {@link
 * dev.fjord.testing.FjordBench}, which has a transport on a broker in memory, the clock and the
 * faults of that broker, and assertions on what was sent. A test that leaves a call unanswered or
 * work unfinished fails.
 */
@NullMarked
package dev.fjord.testing;

import org.jspecify.annotations.NullMarked;
