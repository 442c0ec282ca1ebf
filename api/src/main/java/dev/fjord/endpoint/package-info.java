/**
 * What servers of requests and of notifications share: finding and binding endpoint methods,
 * running one of them, and the life of a server. Not exported.
 */
@NullMarked
package dev.fjord.endpoint;

import org.jspecify.annotations.NullMarked;
