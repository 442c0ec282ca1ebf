/** ActiveMQ Artemis brokers inside this JVM, for AMQP 1.0. */
@NullMarked
package dev.fjord.interop.artemis;

import org.jspecify.annotations.NullMarked;
