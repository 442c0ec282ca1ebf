/** What the races need of the package of this name. */
@NullMarked
package dev.fjord.driver.amqp.rabbit.link;

import org.jspecify.annotations.NullMarked;
