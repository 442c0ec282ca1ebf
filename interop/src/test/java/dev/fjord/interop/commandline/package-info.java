/** The {@code fjord} command as a process. */
package dev.fjord.interop.commandline;
