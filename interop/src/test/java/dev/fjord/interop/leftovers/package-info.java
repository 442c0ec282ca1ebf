/** What tests must not leave behind: threads, descriptors, connections and buffers. */
@NullMarked
package dev.fjord.interop.leftovers;

import org.jspecify.annotations.NullMarked;
