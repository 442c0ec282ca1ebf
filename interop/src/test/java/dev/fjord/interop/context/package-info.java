/** What goes along with a request from thread to thread and from service to service. */
package dev.fjord.interop.context;
