/** The endpoints that {@code fjord rpc-server} serves. */
@NullMarked
package dev.fjord.cli.workbench;

import org.jspecify.annotations.NullMarked;
