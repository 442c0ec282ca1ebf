/** What all executors do alike, on every wire. */
package dev.fjord.interop.executor;
