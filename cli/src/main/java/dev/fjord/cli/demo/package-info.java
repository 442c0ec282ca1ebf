/** Every kind of message through both kinds of methods, verified. */
@NullMarked
package dev.fjord.cli.demo;

import org.jspecify.annotations.NullMarked;
