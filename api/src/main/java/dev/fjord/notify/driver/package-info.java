/**
 * The notifier drivers that come with the library. Not exported: they are found by name, as those
 * of others are.
 */
@NullMarked
package dev.fjord.notify.driver;

import org.jspecify.annotations.NullMarked;
