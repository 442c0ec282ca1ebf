/** What is told before a start, compared with what is after it. */
package dev.fjord.interop.explain;
