/** What the suites share: endpoints in both styles, and the wires and executors they run on. */
@NullMarked
package dev.fjord.interop.desk;

import org.jspecify.annotations.NullMarked;
