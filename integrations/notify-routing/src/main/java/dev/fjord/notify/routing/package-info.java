/**
 * The notifier driver {@code routing}: a YAML file in oslo.messaging's form decides which
 * notification leaves through which other drivers. Its API is its provider and its option.
 */
@NullMarked
package dev.fjord.notify.routing;

import org.jspecify.annotations.NullMarked;
