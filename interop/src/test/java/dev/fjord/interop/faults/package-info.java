/** The faults that Fjord must stand, the tests that inject them, and the page made of both. */
@NullMarked
package dev.fjord.interop.faults;

import org.jspecify.annotations.NullMarked;
