/** What listeners, recordings and health checks are told. */
package dev.fjord.interop.telemetry;
