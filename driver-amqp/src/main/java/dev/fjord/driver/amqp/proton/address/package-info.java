/** Which AMQP 1.0 address a target stands for, as oslo.messaging chooses it. */
@NullMarked
package dev.fjord.driver.amqp.proton.address;

import org.jspecify.annotations.NullMarked;
