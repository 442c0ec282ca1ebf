/** Servers that are asked about themselves. */
@NullMarked
package dev.fjord.cli.service;

import org.jspecify.annotations.NullMarked;
