/** Private RabbitMQ nodes, and raw access to what is on their wire. */
@NullMarked
package dev.fjord.interop.rabbit;

import org.jspecify.annotations.NullMarked;
