/** The rules of the wire, the tests that prove them, and the page that is made of both. */
@NullMarked
package dev.fjord.interop.rules;

import org.jspecify.annotations.NullMarked;
