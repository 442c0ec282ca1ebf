/** Porting a service method by method: what is measured, reported and moved on the way. */
package dev.fjord.interop.porting;
