/** What the library offers above the wire to those who call and those who serve. */
package dev.fjord.interop.rpc;
