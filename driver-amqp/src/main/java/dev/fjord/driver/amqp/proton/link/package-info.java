/**
 * Connections, sessions and links over the engine, all confined to one loop. Nothing here knows
 * what messages mean.
 */
@NullMarked
package dev.fjord.driver.amqp.proton.link;

import org.jspecify.annotations.NullMarked;
