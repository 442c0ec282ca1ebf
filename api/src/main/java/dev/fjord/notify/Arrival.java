package dev.fjord.notify;

import dev.fjord.spi.IncomingMessage;
import java.util.List;

/**
 * A notification that was received and that somebody listens for.
 *
 * @param message what is settled
 * @param notification what it says
 * @param methods those that take its priority, in order of registration
 */
record Arrival(IncomingMessage message, Notification notification, List<ListeningMethod> methods) {}
