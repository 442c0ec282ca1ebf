/**
 * What a plug-in implements or is handed. A driver moves messages ({@link
 * dev.fjord.spi.DriverProvider}), an executor decides threads ({@link
 * dev.fjord.spi.ExecutorProvider}), a dispatcher decides meaning.
 *
 * <p>Thread words, the only five: <b>caller</b> (a user's thread), <b>poll</b> (an adapter's thread
 * that asks a blocking client for messages), <b>loop</b> (runs asynchronous endpoint methods; must
 * not block), <b>worker</b> (runs blocking endpoint methods; may block; platform or virtual) and
 * <b>wire</b> (a driver's I/O; never runs user code).
 */
@NullMarked
package dev.fjord.spi;

import org.jspecify.annotations.NullMarked;
