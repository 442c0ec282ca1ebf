/** Messages as AMQP 1.0 carries them: written and read. */
@NullMarked
package dev.fjord.driver.amqp.proton.wire;

import org.jspecify.annotations.NullMarked;
