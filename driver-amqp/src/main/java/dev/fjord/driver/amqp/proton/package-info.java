/** The AMQP 1.0 wire: the driver, its listeners and its callers. Its API is the provider. */
@NullMarked
package dev.fjord.driver.amqp.proton;

import org.jspecify.annotations.NullMarked;
