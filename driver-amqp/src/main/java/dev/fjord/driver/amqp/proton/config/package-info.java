/** The options of the AMQP 1.0 driver, checked and grouped. */
@NullMarked
package dev.fjord.driver.amqp.proton.config;

import org.jspecify.annotations.NullMarked;
