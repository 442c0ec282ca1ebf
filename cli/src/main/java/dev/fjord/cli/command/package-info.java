/** The commands: their options, their exit codes, and what they print. */
@NullMarked
package dev.fjord.cli.command;

import org.jspecify.annotations.NullMarked;
