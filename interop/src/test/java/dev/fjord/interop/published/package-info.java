/** What users get: which jars there are, and what their public types say of themselves. */
@NullMarked
package dev.fjord.interop.published;

import org.jspecify.annotations.NullMarked;
