/** A server that answers from a file, over the plug-in interfaces. */
@NullMarked
package dev.fjord.cli.stub;

import org.jspecify.annotations.NullMarked;
